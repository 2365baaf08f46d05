import type { Rule } from '../rule.js';
import { rewardVerifiedReports } from '../verified-reports.js';

/** Counts from the verification; an unverified tip has no effect. */
export const tipOnAbsconder: Rule = {
  id: 'COM-06',
  clause: 'S001 3)',
  heading: { en: 'A tip on the whereabouts of an absconded debtor was verified', zh: '提供欠费潜逃者线索，经查证属实' },
  assess: (judging) => rewardVerifiedReports(judging, 'COM-06', 'absconder_tip'),
};
