import type { IncidentFact } from '../../case-file/case-file.js';
import type { Step } from '../rule.js';

/** More than one in a group: in all, not on top of SAF-02 (domain.md §3.3, 8). */
export const branchCascadeAgain: Step<readonly IncidentFact[]> = {
  id: 'SAF-03',
  clause: 'S001 4)',
  heading: { en: 'A branch switch tripped in cascade again within a year', zh: '支线开关越级跳闸造成大面积停电，连续发生' },
  reached(group, judging) {
    if (group.length > 1) return true;
    judging.note('SAF-03', 'group-of-one', { document: group[0].no });
    return false;
  },
};
