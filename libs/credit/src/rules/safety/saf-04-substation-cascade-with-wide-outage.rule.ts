import type { Rule } from '../rule.js';
import { deductSingleFacts } from '../single-facts.js';
import { isWideSubstationTrip } from './incidents.js';

/** Each one costs the full points; there is no group. */
export const substationCascade: Rule = {
  id: 'SAF-04',
  clause: 'S001 4)',
  heading: { en: 'A substation switch tripped in cascade and caused a wide outage', zh: '发生变电站开关越级跳闸，造成大面积停电' },
  assess: (judging) => deductSingleFacts(judging, 'SAF-04', 'incident', judging.facts.all('incident').filter(isWideSubstationTrip), 'no-accident'),
};
