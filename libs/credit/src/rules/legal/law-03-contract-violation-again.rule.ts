import type { Step } from '../rule.js';
import type { ConfirmedCase } from './confirmed-cases.js';

/** More than one in a group: in all, not on top of LAW-02 (domain.md §3.3, 10). */
export const contractViolationAgain: Step<readonly ConfirmedCase[]> = {
  id: 'LAW-03',
  clause: 'S001 5)',
  heading: { en: 'The supply contract was violated twice within a year', zh: '一年内发生两次违约用电' },
  reached(group, judging) {
    if (group.length > 1) return true;
    judging.note('LAW-03', 'group-of-one', { document: group[0].act.no });
    return false;
  },
};
