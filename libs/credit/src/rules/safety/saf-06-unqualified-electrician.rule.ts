import type { Rule } from '../rule.js';
import { deductDefects } from './defects.js';

/** Per person. Which licence the law asks for is dated data of the edition (`criterion`). */
export const unqualifiedElectrician: Rule = {
  id: 'SAF-06',
  clause: 'S001 4)',
  heading: { en: 'Electricians worked without the required licence', zh: '电工未取得规定的资格证件' },
  assess: (judging) => deductDefects(judging, 'SAF-06', 'unqualified_electrician', ({ persons }) => persons),
};
