import type { Rule } from '../rule.js';
import { deductFindings } from './findings.js';

/** From the finding on. */
export const refusedInspection: Rule = {
  id: 'COO-03',
  clause: 'S001 6)',
  heading: { en: 'A safety inspection was not cooperated in', zh: '不配合安全检查' },
  assess: (judging) => deductFindings(judging, 'COO-03', 'refused_inspection'),
};
