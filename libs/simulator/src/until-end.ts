import { formatDay, type Day } from '#platform/kernel/day.js';
import type { Span } from './span.js';

/** A later day as an export at the end of the span gives it: '' if it never comes or is not known yet. */
export function laterDay(day: Day | null, span: Span): string {
  return day === null || day > span.end ? '' : formatDay(day);
}

/** Numbers such as S0000001-B003: unique, because they begin with the customer's own. */
export function numbering(customerNo: string, letter: string): () => string {
  let last = 0;
  return () => `${customerNo}-${letter}${String(++last).padStart(3, '0')}`;
}
