import type { Rule } from '../rule.js';
import { deductCases } from './confirmed-cases.js';

/** From the confirmation on. */
export const obstruction: Rule = {
  id: 'LAW-04',
  clause: 'S001 5)',
  heading: { en: 'Power construction or operation was obstructed', zh: '阻挠电力建设或电力运行' },
  assess: (judging) => deductCases(judging, 'LAW-04', 'obstruction'),
};
