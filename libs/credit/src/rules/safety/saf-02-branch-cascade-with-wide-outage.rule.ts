import type { IncidentFact } from '../../case-file/case-file.js';
import type { Step } from '../rule.js';

/** A group of one or more cascade trips of a branch switch with a wide outage. */
export const branchCascade: Step<readonly IncidentFact[]> = {
  id: 'SAF-02',
  clause: 'S001 4)',
  heading: { en: 'A branch switch tripped in cascade and caused a wide outage', zh: '发生支线开关越级跳闸，造成大面积停电' },
  reached: () => true,
};
