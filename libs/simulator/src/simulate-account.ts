import { addMonths, type Day } from '#platform/kernel/day.js';
import { randomFor } from './random.js';
import { dayInMonth, monthsOf, type Span, type Subject } from './span.js';

export interface Account extends Subject {
  readonly closed: Day | null;
}

/** How long after the closing the last bill, a finding or a case may still come; it is kept, and scored by nobody. */
const AFTERMATH_DAYS = 60;

/** When an invented customer was opened and, perhaps, closed. One in three is a power customer. */
export function simulateAccount(seed: string, customerNo: string, span: Span): Account {
  const random = randomFor(seed, customerNo, 'account');
  const customerClass = random.chance(350_000) ? 'power' : 'lighting';
  // Most were customers before the simulation begins, up to eight years; the others come in its first half year.
  const before = addMonths(span.firstDay, -random.between(1, 96));
  const during = addMonths(span.firstDay, Math.min(random.below(6), span.months - 1));
  const opened = dayInMonth(random.chance(850_000) ? before : during, random);
  let closed: Day | null = null;
  for (const first of monthsOf(span)) {
    const day = dayInMonth(first, random);
    if (random.chance(2_000) && closed === null && day > opened) closed = day;
  }
  return { customerNo, customerClass, opened, closed, lastActive: closed === null ? Infinity : closed + AFTERMATH_DAYS };
}
