import { endOfNextMonth, formatDay } from '#platform/kernel/day.js';
import type { Rule } from '../rule.js';
import { billGrounds } from './arrears.js';
import { streakUntil } from './arrears-ladder.js';

/**
 * Once per bill of a streak that was settled late, but by the end of the calendar month after its due date's month;
 * also while other bills of the streak are still open. It counts and lapses with its streak (domain.md §3.3, 6).
 */
export const madeGoodByNextMonth: Rule = {
  id: 'COM-04',
  clause: 'S001 3)',
  heading: { en: 'Arrears were made good by the following month', zh: '拖欠后次月及时补齐' },
  assess(judging) {
    for (const streak of judging.arrears.streaks) {
      const { points } = judging.parameters('COM-04', streak.since);
      for (const standing of streak.bills) {
        const { bill, settledOn } = standing;
        const inTime = endOfNextMonth(bill.due);
        if (settledOn === null || settledOn > inTime) {
          judging.note('COM-04', settledOn === null ? 'still-open' : 'made-good-too-late', { document: bill.no, by: formatDay(inTime) }, billGrounds(standing));
          continue;
        }
        judging.apply({
          rule: 'COM-04',
          key: bill.no,
          points,
          since: streak.since,
          until: streakUntil(streak, judging),
          grounds: billGrounds(standing),
          edition: judging.book.at(streak.since).id,
          values: { document: bill.no, settled: formatDay(settledOn) },
        });
      }
    }
    if (judging.arrears.streaks.length === 0) judging.note('COM-04', 'no-arrears');
  },
};
