import { addMonths, formatDay } from '#platform/kernel/day.js';
import type { Judging } from '../../assessing/judging.js';
import type { Rule } from '../rule.js';
import type { CleanSpan } from './arrears.js';

/**
 * Clean year k of a span ends on *start + 12k months*, counts if no arrears has started by that day, and is rewarded
 * from the day after through *start + 12(k+1) months*, also when an arrears follows (domain.md §3.3, 7).
 */
export const cleanYear: Rule = {
  id: 'COM-07',
  clause: 'S001 3)',
  heading: { en: 'A full year without arrears', zh: '连续一年无拖欠电费' },
  assess(judging) {
    let rewarded = false;
    for (const span of judging.arrears.spans) rewarded = rewardYears(judging, span) || rewarded;
    if (rewarded) return;
    const last = judging.arrears.spans[judging.arrears.spans.length - 1];
    if (last.brokenOn !== null) return judging.note('COM-07', 'arrears-open', { since: formatDay(last.brokenOn) });
    const { cleanMonths } = judging.parameters('COM-07', last.from);
    judging.note('COM-07', 'year-not-over', { from: formatDay(last.from), ends: formatDay(addMonths(last.from, cleanMonths)) }, last.restsOn);
  },
};

function rewardYears(judging: Judging, { from, brokenOn, restsOn }: CleanSpan): boolean {
  const { cleanMonths } = judging.parameters('COM-07', from);
  // A year lasts cleanMonths; no span holds more years than months of 28 days.
  const most = Math.floor((judging.day - from) / (28 * cleanMonths)) + 1;
  let rewarded = false;
  for (let year = most; year >= 1; year--) {
    const ends = addMonths(from, cleanMonths * year);
    const { points, windowMonths } = judging.parameters('COM-07', ends + 1);
    if (brokenOn !== null && brokenOn <= ends) continue;
    if (ends >= judging.day) {
      judging.wake(ends + 1);
      continue;
    }
    const until = addMonths(from, cleanMonths * year + windowMonths);
    if (until < judging.day) break;
    const applied = judging.apply({
      rule: 'COM-07',
      key: `${formatDay(from)}+${year}`,
      points,
      since: ends + 1,
      until,
      grounds: restsOn,
      edition: judging.book.at(ends + 1).id,
      values: { from: formatDay(from), ends: formatDay(ends), year },
    });
    rewarded = applied || rewarded;
  }
  return rewarded;
}
