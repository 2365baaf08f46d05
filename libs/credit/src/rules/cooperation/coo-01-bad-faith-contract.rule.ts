import type { Rule } from '../rule.js';
import { deductFindings } from './findings.js';

/** From the finding on. */
export const badFaithContract: Rule = {
  id: 'COO-01',
  clause: 'S001 6)',
  heading: { en: 'A contract was signed, changed or renewed in bad faith', zh: '签订、变更或续签供用电合同缺乏诚信' },
  assess: (judging) => deductFindings(judging, 'COO-01', 'bad_faith_contract'),
};
