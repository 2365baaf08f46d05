import type { Rule } from '../rule.js';
import { deductFindings } from './findings.js';

/** From the finding on. */
export const dispatchViolation: Rule = {
  id: 'COO-05',
  clause: 'S001 6)',
  heading: { en: 'Dispatch regulations were not observed', zh: '不遵守调度规程' },
  assess: (judging) => deductFindings(judging, 'COO-05', 'dispatch_violation'),
};
