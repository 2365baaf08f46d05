import { addMonths, type Day } from '#platform/kernel/day.js';
import { compareCodePoints } from '#platform/kernel/code-points.js';
import type { Fact } from '../case-file/case-file.js';

/**
 * Groups of facts, each at most `months(first)` months after the one before, oldest first. A member belongs to its
 * group however long ago its own term would have ended (domain.md §3.3, 8 and 10).
 */
export function groupByGap<Member extends Fact>(members: readonly Member[], months: (first: Day) => number): Member[][] {
  const sorted = [...members].sort((a, b) => a.on - b.on || compareCodePoints(a.no, b.no));
  const groups: Member[][] = [];
  for (const member of sorted) {
    const group = groups[groups.length - 1];
    if (group && member.on <= addMonths(group[group.length - 1].on, months(group[0].on))) group.push(member);
    else groups.push([member]);
  }
  return groups;
}
