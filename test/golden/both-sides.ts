import { formatDay, type Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { assess, openingOf } from '#credit/assessing/assess.js';
import type { Assessment } from '#credit/assessing/assessment.js';
import { emptyCaseFile, type CaseFile } from '#credit/case-file/case-file.js';
import { factsOn } from '#credit/case-file/facts-on.js';
import { foldCaseFile, type CreditFact } from '#credit/case-file/fold-case-file.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { EditionBook } from '#credit/editions/edition-book.js';
import type { NaiveFacts } from '../reference/naive-facts.js';
import { dayText } from '../reference/naive-days.js';
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
