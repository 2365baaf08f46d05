import type { Rule } from '../rule.js';
import { deductDefects } from './defects.js';

/** Once per finding, however many persons it names. */
export const deficientProcedures: Rule = {
  id: 'SAF-07',
  clause: 'S001 4)',
  heading: { en: 'Operating procedures were deficient', zh: '运行规程、制度不健全' },
  assess: (judging) => deductDefects(judging, 'SAF-07', 'deficient_procedures', () => 1),
};
