import { commercialEntries } from './naive-commercial.js';
import { cooperationEntries } from './naive-cooperation.js';
import { dayFrom, dayText, monthsAfter, type Day } from './naive-days.js';
import { categoryOf, isLive, knownOn, type Category, type NaiveEntry } from './naive-entry.js';
import { byCodePoints, type NaiveFacts, type Row } from './naive-facts.js';
import { compare, fraction, fractionFrom, plus, sum, times, twoDecimals, type Fraction } from './naive-fraction.js';
import { legalEntries } from './naive-legal.js';
import { safetyEntries } from './naive-safety.js';

/** What the naive reading of domain.md §3.3 says of one customer on one day, everything in the folder being known. */
export interface NaiveScore {
  readonly customer_no: string;
  readonly customer_class: string;
  /** On the customer's own scale; a category that the class does not have is absent. */
  readonly categories: { readonly [category in Category]?: Fraction };
  readonly total: Fraction;
  readonly grade: string;
  readonly veto: '' | 'COM' | 'LAW' | 'COM+LAW';
  readonly provisional: boolean;
  /** Assessed categories whose assessment is older than 12 months. */
  readonly stale: readonly Category[];
  /** Live entries of the class's own categories, in order of rule, since and documents. */
  readonly entries: readonly NaiveEntry[];
}

const POWER_FULL: [Category, number][] = [['COM', 30], ['SAF', 20], ['LAW', 30], ['COO', 10], ['OPS', 5], ['DEV', 5]];
const LIGHTING_FULL: [Category, number][] = [['COM', 30], ['LAW', 30]];
const GRADES: [string, number][] = [['AAA', 90], ['AA', 80], ['A', 70], ['B', 60], ['C', 50]];

/** The score on V, or null for a customer who was not opened by V or was closed before it. */
export function naiveScore(facts: NaiveFacts, onDay: string): NaiveScore | null {
  const v = dayFrom(onDay);
  const { customer } = facts;
  // "one row per customer opened by that day and not closed before it"
  if (dayFrom(customer.opened_on) > v) return null;
  if (customer.closed_on && dayFrom(customer.closed_on) < v) return null;

  const customerClass = classOn(facts, v);
  const full = customerClass === 'power' ? POWER_FULL : LIGHTING_FULL;
  // "Facts of a category that the customer's class does not have are recorded, and listed as without effect."
  const entries = [...commercialEntries(facts, v), ...safetyEntries(facts, v), ...legalEntries(facts, v), ...cooperationEntries(facts, v), ...assessments(facts, v)]
    .filter((entry) => full.some(([category]) => category === categoryOf(entry)))
    .filter((entry) => isLive(entry, v))
    .sort((a, b) => byCodePoints(a.rule, b.rule) || a.since - b.since || byCodePoints(a.documents.join(), b.documents.join()));

  const categories: { [category in Category]?: Fraction } = {};
  const vetoes: string[] = [];
  for (const [category, fullMarks] of full) {
    const points = entries.filter((entry) => categoryOf(entry) === category).map((entry) => entry.points);
    if (category === 'OPS' || category === 'DEV') {
      // "5 and 'not assessed' before the first"
      categories[category] = points[0] ?? fraction(fullMarks);
      continue;
    }
    const deductions = sum(points.filter((one) => compare(one, fraction(0)) < 0));
    const rewards = sum(points.filter((one) => compare(one, fraction(0)) > 0));
    // "full + all live deductions + all live rewards …, added first, then limited once to 0…full"
    let value = plus(fraction(fullMarks), plus(deductions, rewards));
    if (compare(value, fraction(0)) < 0) value = fraction(0);
    if (compare(value, fraction(fullMarks)) > 0) value = fraction(fullMarks);
    // "Lighting customers are scored on the 30-point basis and the two categories are scaled by 50/30"
    categories[category] = customerClass === 'lighting' ? times(value, fraction(50, 30)) : value;
    // "Veto looks at full + deductions alone, before rewards"
    const beforeRewards = plus(fraction(fullMarks), deductions);
    if ((category === 'COM' || category === 'LAW') && compare(beforeRewards, fraction(0)) <= 0) vetoes.push(category);
  }
  const total = sum(Object.values(categories));
  const veto = vetoes.join('+') as NaiveScore['veto'];
  return {
    customer_no: customer.customer_no,
    customer_class: customerClass,
    categories,
    total,
    grade: veto === '' ? gradeOf(total) : 'D',
    veto,
    // "A customer is provisional through opened_on + 12 months"
    provisional: v <= monthsAfter(dayFrom(customer.opened_on), 12),
    stale: full.map(([category]) => category).filter((category) => isStale(facts, category, v)),
    entries,
  };
}

/** "after assessed_on + 12 months it is shown as stale" */
function isStale(facts: NaiveFacts, category: Category, v: Day): boolean {
  const area = { OPS: 'operations', DEV: 'development' }[category as string];
  const inForce = area === undefined ? undefined : assessmentInForce(facts, area, v);
  return inForce !== undefined && v > monthsAfter(dayFrom(inForce.assessed_on), 12);
}

/** "until the next approved assessment (approved the same day: the greater assessment_no by code points)" */
function assessmentInForce(facts: NaiveFacts, area: string, v: Day): Row | undefined {
  const approved = (facts.field_assessments ?? []).filter((row) => row.area === area && knownOn(row.approved_on, v) !== null);
  approved.sort((a, b) => dayFrom(a.approved_on) - dayFrom(b.approved_on) || byCodePoints(a.assessment_no, b.assessment_no));
  return approved.at(-1);
}

/** "AAA 90, AA 80, A 70, B 60, C 50, else D", "lower bound included" */
function gradeOf(total: Fraction): string {
  return GRADES.find(([, bound]) => compare(total, fraction(bound)) >= 0)?.[0] ?? 'D';
}

/** "A reclassification carries its first day; from that day the customer is scored, with its whole history, under the new class." */
function classOn(facts: NaiveFacts, v: Day): string {
  const known = (facts.reclassifications ?? []).filter((row) => knownOn(row.effective_from, v) !== null);
  known.sort((a, b) => dayFrom(a.effective_from) - dayFrom(b.effective_from));
  return (known.at(-1) ?? facts.customer).customer_class;
}

/** OPS-01, DEV-01: from "approval"; "5 and 'not assessed' before the first". The entry's points are the score itself. */
function assessments(facts: NaiveFacts, v: Day): NaiveEntry[] {
  return [['OPS-01', 'operations'], ['DEV-01', 'development']].flatMap(([rule, area]) => {
    const last = assessmentInForce(facts, area, v);
    if (!last) return [];
    return [{ rule, points: fractionFrom(last.score), since: dayFrom(last.approved_on), until: null, documents: [last.assessment_no] }];
  });
}

/** The entries as plain text, to compare and to print. */
export function entryTexts(score: NaiveScore): { rule: string; points: string; since: string; until: string | null; documents: string }[] {
  return score.entries.map((entry) => ({
    rule: entry.rule,
    points: twoDecimals(entry.points),
    since: dayText(entry.since),
    until: entry.until === null ? null : dayText(entry.until),
    documents: entry.documents.join(' '),
  }));
}
