import type { Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { assess, openingOf } from '../assessing/assess.js';
import type { Assessment } from '../assessing/assessment.js';
import type { CaseFile } from '../case-file/case-file.js';
import { factsOn } from '../case-file/facts-on.js';
import type { EditionBook } from '../editions/edition-book.js';
import { CATEGORY_CODES } from '../rules/rule-ids.js';

/** The header of the score file (domain.md §4). */
export const SCORES_HEADER = 'customer_no,customer_class,com,saf,law,coo,ops,dev,total,grade,veto';

/** The assessment of a customer who belongs in a list of scores: opened by that day and not closed before it; else null. */
export function listedAssessment(file: CaseFile, day: Day, position: number, book: EditionBook): Assessment | null {
  const facts = factsOn(file, day, position);
  if (!openingOf(facts)) return null;
  const closing = facts.all('closed')[0];
  if (closing && closing.on < day) return null;
  return assess(facts, day, book);
}

/** One line of the score file, without its line end. */
export function scoreLine(assessment: Assessment): string {
  const { scale } = assessment;
  let categories = '';
  for (const code of CATEGORY_CODES) {
    const category = assessment.categories.find((one) => one.code === code);
    categories += category ? `,${formatPoints(category.value, scale)}` : ',';
  }
  return `${csvField(assessment.customerNo)},${assessment.customerClass}${categories},${formatPoints(assessment.total, scale)},${assessment.grade},${assessment.veto.join('+')}`;
}

/** Quoted as in RFC 4180, only where needed. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
