import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import { askLimitOn } from '../asking/ask-limit.js';

/** How customers may be asked, from a day on. */
export interface AskingRules {
  readonly from: string;
  /** S: from the supplier's documents, D: ours (domain.md §1). */
  readonly status: 'S' | 'D';
  readonly reason: string;
  /** A token is taken through the day that comes so many days after it was issued. */
  readonly tokenValidDays: number;
  /** Days after the invitation on which somebody who has not answered is reminded. */
  readonly remindedAfterDays: readonly number[];
  /** What a coupon is worth, in fen. */
  readonly couponFen: string;
  /** The questionnaire asked at payment, in its newest edition. */
  readonly atPayment: string;
}

// Dated data: whoever changes something adds a line with its first day, and leaves the old one.
const RULES: readonly AskingRules[] = [
  {
    from: '2000-01-01', status: 'D', reason: 'The documents ask for a coupon after paying and say not for how much (S002).',
    tokenValidDays: 30, remindedAfterDays: [7, 14], couponFen: '500', atPayment: 'supply-service',
  },
];

/** The rules in force on a day, with the limit that nobody is asked more often than. */
export function askingRules(on: Day, rules: readonly AskingRules[] = RULES): AskingRules & { readonly askedOnceInDays: number } {
  return { ...(rules.findLast(({ from }) => dayOf(from) <= on) ?? rules[0]), askedOnceInDays: askLimitOn(formatDay(on)).days };
}
