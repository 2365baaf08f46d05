import type { Rule } from '../rule.js';
import { deductCases } from './confirmed-cases.js';

/** From the confirmation on. */
export const theft: Rule = {
  id: 'LAW-01',
  clause: 'S001 5)',
  heading: { en: 'Electricity was stolen', zh: '窃电' },
  assess: (judging) => deductCases(judging, 'LAW-01', 'theft'),
};
