import { formatDay, type Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { assess, openingOf } from '#credit/assessing/assess.js';
import { nextChange } from '#credit/assessing/next-change.js';
import type { Assessment } from '#credit/assessing/assessment.js';
import { emptyCaseFile, type CaseFile } from '#credit/case-file/case-file.js';
import { factsOn } from '#credit/case-file/facts-on.js';
import { foldCaseFile, type CreditFact } from '#credit/case-file/fold-case-file.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { EditionBook } from '#credit/editions/edition-book.js';
import { FACT_FILES, type NaiveFacts, type Row } from '../reference/naive-facts.js';
import { dayText } from '../reference/naive-days.js';
import { knownOn } from '../reference/naive-entry.js';
import { fraction, plus, twoDecimals } from '../reference/naive-fraction.js';
import { naiveScore } from '../reference/naive-scorer.js';

export const book = EditionBook.of([builtInEdition()]);

/** Events folded as they would come from the log: positions 1, 2, 3 …, ids after them. */
export function caseFileOf(events: readonly CreditFact[]): CaseFile {
  const file = emptyCaseFile('any');
  events.forEach((event, i) => foldCaseFile(file, event, { id: `event-${i + 1}`, position: i + 1 }));
  return file;
}

/** What the product says of a day, line by line; 'no account' where it has none. */
export function productSays(file: CaseFile, day: Day, position?: number): string[] {
  const facts = factsOn(file, day, position);
  if (!openingOf(facts)) return ['no account'];
  const assessment = assess(facts, day, book, true);
  return [productLine(assessment), ...productEntries(assessment)];
}

function productLine(assessment: Assessment): string {
  const categories = assessment.categories.map(({ code, value }) => `${code} ${formatPoints(value, assessment.scale)}`);
  const total = formatPoints(assessment.total, assessment.scale);
  return [assessment.customerClass, ...categories, total, assessment.grade, assessment.veto.join('+'), assessment.provisional, `stale ${assessment.stale.join()}`].join(' ');
}

function productEntries({ entries }: Assessment): string[] {
  return entries
    .map(({ rule, points, since, until }) => `${rule} ${formatPoints(points)} ${formatDay(since)}…${until === null ? '' : formatDay(until)}`)
    .sort();
}

/** What the reference scorer says of the same day, in the same words. */
export function referenceSays(facts: NaiveFacts | null, day: Day): string[] {
  const score = facts ? naiveScore({ ...facts, customer: { ...facts.customer, closed_on: '' } }, formatDay(day)) : null;
  if (!score) return ['no account'];
  const categories = Object.entries(score.categories).map(([code, value]) => `${code} ${twoDecimals(value)}`);
  const line = [score.customer_class, ...categories, twoDecimals(score.total), score.grade, score.veto, score.provisional, `stale ${score.stale.join()}`].join(' ');
  const entries = score.entries.map(({ rule, points, since, until }) => {
    // The product states an assessment as what it lacks to the best score of 5.
    const raw = rule === 'OPS-01' || rule === 'DEV-01' ? plus(points, fraction(-5)) : points;
    return `${rule} ${twoDecimals(raw)} ${dayText(since)}…${until === null ? '' : dayText(until)}`;
  });
  return [line, ...entries.sort()];
}

/** The day on which the product says that something changes by the passing of time alone, or null for never. */
export function productNextChange(file: CaseFile, day: Day): Day | null {
  const facts = factsOn(file, day);
  return nextChange(facts, assess(facts, day, book), book)?.day ?? null;
}

/** The first day after `day`, and at most `within` days after it, for which the reference scorer says something else. */
export function referenceNextChange(facts: NaiveFacts, day: Day, within: number): Day | null {
  const frozen = occurredBy(facts, day);
  const shown = (on: Day): string =>
    referenceSays(frozen, on)
      .map((line) => line.replace(/….*/, ''))
      .join();
  for (let next = day + 1; next <= day + within; next++) if (shown(next) !== shown(day)) return next;
  return null;
}

const OCCURRED: { [file in (typeof FACT_FILES)[number]]: string } = {
  bills: 'issued_on',
  payments: 'paid_on',
  payment_returns: 'returned_on',
  bill_exemptions: 'decided_on',
  mandate_findings: 'found_on',
  reports: 'reported_on',
  safety_incidents: 'occurred_on',
  safety_findings: 'found_on',
  safety_awards: 'approved_on',
  violations: 'occurred_on',
  cooperation_findings: 'found_on',
  rectification_notices: 'served_on',
  field_assessments: 'approved_on',
};
const LATER = ['verified_on', 'confirmed_on', 'withdrawn_on', 'rectified_on', 'concealed_found_on'];

/** The facts that occurred by a day, their later days too: what is known if nothing more is ever recorded. */
function occurredBy(facts: NaiveFacts, day: Day): NaiveFacts {
  const cut = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, LATER.includes(column) && knownOn(value, day) === null ? '' : value]));
  const files = FACT_FILES.map((file) => [file, (facts[file] ?? []).filter((row) => knownOn(row[OCCURRED[file]], day) !== null).map(cut)]);
  return { ...facts, ...Object.fromEntries(files) };
}
