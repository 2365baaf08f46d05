import type { Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { assess } from '../assessing/assess.js';
import type { Assessment, Ground } from '../assessing/assessment.js';
import { entryDifferences, type EntryDifference } from '../assessing/differences.js';
import { eventType, type BillFact, type CaseFile, type PaymentFact } from '../case-file/case-file.js';
import { categoryOf } from '../case-file/fact-category.js';
import { factsOn, type KnownFacts } from '../case-file/facts-on.js';
import type { EditionBook } from '../editions/edition-book.js';
import type { RuleId } from '../rules/rule-ids.js';
import type { StandingDay } from './walk-days.js';

/** A change that no rule's entry accounts for. */
export type Mark = 'OPENING' | 'PROVISIONAL' | 'STALE' | 'CLASS' | 'EDITION';

export interface Cause {
  readonly rule: RuleId | Mark;
  /** As the rulebook states them; of an entry that ended, what it had been. */
  readonly points: string;
  /** On the customer's own scale that day. */
  readonly effective: string;
  readonly change: 'added' | 'changed' | 'ended';
  /** Id of the event whose fact occurred that day and brought it, or "time". */
  readonly event: string;
  /** Type and document number of that event. */
  readonly type?: string;
  readonly document?: string;
  /** Id of the entry, where there is one. */
  readonly entry?: string;
  /** The rule that an entry which changed stood at before. */
  readonly before?: RuleId;
}

/** The first day: the marks that the customer begins with, and what was live at once. */
export function openingCauses({ day, facts, assessment }: StandingDay): Cause[] {
  const full = assessment.categories.reduce((sum, category) => sum + category.full, 0);
  const points = formatPoints(full, assessment.scale);
  const today = factsOfDay(facts, day);
  return [
    { rule: 'OPENING', points, effective: points, change: 'added', ...eventTold({ kind: 'opened', fact: facts.all('opened')[0] }) },
    ...entryDifferences(null, assessment).map((difference) => told(difference, assessment, eventOf(difference, facts, today))),
  ];
}

/** What made one day differ from the day before: for each entry that began, changed or ended, the event or time. */
export function causesOf(file: CaseFile, before: StandingDay, after: StandingDay, position: number, book: EditionBook): Cause[] {
  const today = factsOfDay(after.facts, after.day);
  // What the facts of the days before bring today is the work of time.
  const byTime = today.length === 0 ? after.assessment : assess(factsOn(file, after.day - 1, position), after.day, book);
  const timely = new Set(entryDifferences(before.assessment, byTime).map(named));
  const reclassified = today.find(({ kind }) => kind === 'reclassified');
  const causes = entryDifferences(before.assessment, after.assessment).map((difference): Cause => {
    const ofClass = reclassified && before.assessment.customerClass !== after.assessment.customerClass && onlyInOneClass(difference, before.assessment, after.assessment);
    if (ofClass) return told(difference, after.assessment, reclassified);
    return told(difference, after.assessment, timely.has(named(difference)) ? undefined : eventOf(difference, after.facts, today));
  });
  return [...causes, ...marks(before.assessment, after.assessment, byTime, today)];
}

const named = ({ change, entry }: EntryDifference): string => `${change} ${entry.id} ${entry.rule} ${entry.points}`;

function onlyInOneClass({ entry }: EntryDifference, before: Assessment, after: Assessment): boolean {
  const scored = (assessment: Assessment): boolean => assessment.categories.some(({ code }) => code === entry.category);
  return scored(before) !== scored(after);
}

function told({ change, entry, before }: EntryDifference, { numerator, scale }: Assessment, ground: Ground | undefined): Cause {
  return {
    rule: entry.rule,
    points: formatPoints(entry.points),
    effective: formatPoints(entry.points * numerator, scale),
    change,
    ...eventTold(ground),
    entry: entry.id,
    ...(before && before.rule !== entry.rule && { before: before.rule }),
  };
}

function marks(before: Assessment, after: Assessment, byTime: Assessment, today: readonly Ground[]): Cause[] {
  const mark = (rule: Mark, change: Cause['change'], ground: Ground | undefined): Cause => ({ rule, points: '0.00', effective: '0.00', change, ...eventTold(ground) });
  const found: Cause[] = [];
  if (before.provisional !== after.provisional) found.push(mark('PROVISIONAL', after.provisional ? 'added' : 'ended', undefined));
  const last = (kind: Ground['kind']): Ground | undefined => today.findLast((ground) => ground.kind === kind);
  const stale = (code: Assessment['stale'][number]): Ground | undefined => {
    if (before.customerClass !== after.customerClass) return last('reclassified');
    return byTime.stale.includes(code) === after.stale.includes(code) ? undefined : last('assessment');
  };
  for (const code of after.stale) if (!before.stale.includes(code)) found.push(mark('STALE', 'added', stale(code)));
  for (const code of before.stale) if (!after.stale.includes(code)) found.push(mark('STALE', 'ended', stale(code)));
  if (before.customerClass !== after.customerClass) found.push(mark('CLASS', 'changed', last('reclassified')));
  if (before.edition !== after.edition) found.push(mark('EDITION', 'changed', undefined));
  return found;
}

const KINDS = ['opened', 'closed', 'reclassified', 'bill', 'payment', 'returned', 'exempted', 'mandate', 'incident', 'concealment', 'safetyFinding', 'safetyRectified',
  'award', 'case', 'confirmed', 'withdrawn', 'report', 'verified', 'cooperationFinding', 'notice', 'noticeMet', 'assessment'] as const;

/** What occurred on a day, in the order of the log. */
function factsOfDay(facts: KnownFacts, day: Day): Ground[] {
  return KINDS.flatMap((kind) => facts.all(kind).flatMap((fact): Ground[] => (fact.on === day ? [{ kind, fact }] : []))).sort((a, b) => a.fact.at - b.fact.at);
}

/** A cause's event; without one it was the passing of time. */
function eventTold(ground: Ground | undefined): Pick<Cause, 'event' | 'type' | 'document'> {
  return ground ? { event: ground.fact.id, type: eventType(ground), document: ground.fact.no } : { event: 'time' };
}

/** The event of the day that brought a difference: one it rests on, one about a document it rests on, one of its category. */
function eventOf({ entry, before }: EntryDifference, facts: KnownFacts, today: readonly Ground[]): Ground | undefined {
  const grounds = [...entry.grounds, ...(before?.grounds ?? [])];
  const ids = new Set(grounds.map(({ fact }) => fact.id));
  const documents = new Set(grounds.map(({ fact }) => fact.no));
  const bills = new Set(grounds.flatMap(({ kind, fact }) => (kind === 'bill' ? [(fact as BillFact).no] : [])));
  const aboutBill = ({ kind, fact }: Ground): boolean =>
    (kind === 'payment' && bills.has((fact as PaymentFact).bill)) ||
    (kind === 'returned' && facts.all('payment').some((payment) => payment.no === fact.no && bills.has(payment.bill)));
  return (
    today.findLast(({ fact }) => ids.has(fact.id)) ??
    today.findLast((ground) => aboutBill(ground) || (ground.kind !== 'payment' && ground.kind !== 'returned' && documents.has(ground.fact.no))) ??
    today.findLast((ground) => categoryOf(ground) === entry.category) ??
    today[today.length - 1]
  );
}
