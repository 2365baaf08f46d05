import { formatDay, type Day } from '#platform/kernel/day.js';

/** `R-<customer_no>-<as of>-<n>`, n = 1, 2 … for the ratings of one customer as of one day. */
export const ratingId = (customerNo: string, asOf: Day, n: number): string => `R-${customerNo}-${formatDay(asOf)}-${n}`;

const FORM = /^R-(.+)-(\d{4}-\d{2}-\d{2})-([1-9]\d{0,5})$/s;

/** The parts of a rating's id, or null if the text is none. */
export function parseRatingId(text: string): { customerNo: string; asOf: string; n: number } | null {
  const parts = FORM.exec(text);
  return parts && { customerNo: parts[1], asOf: parts[2], n: Number(parts[3]) };
}
