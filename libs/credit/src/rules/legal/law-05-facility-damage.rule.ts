import type { Rule } from '../rule.js';
import { deductCases } from './confirmed-cases.js';

/** The source reads "扣留0分", a digit lost; the points are provisional and marked so in the edition. */
export const facilityDamage: Rule = {
  id: 'LAW-05',
  clause: 'S001 5)',
  heading: { en: 'Power facilities were sabotaged or endangered', zh: '破坏或危害电力设施' },
  assess: (judging) => deductCases(judging, 'LAW-05', 'facility_damage'),
};
