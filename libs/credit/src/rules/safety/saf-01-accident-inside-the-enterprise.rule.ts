import type { Rule } from '../rule.js';
import { deductSingleFacts } from '../single-facts.js';
import { isOrdinary } from './incidents.js';

/** An electrical accident, or a cascade trip without a wide outage, which is an ordinary accident (domain.md §3.3, 8). */
export const accidentInsideTheEnterprise: Rule = {
  id: 'SAF-01',
  clause: 'S001 4)',
  heading: { en: 'An electrical accident happened inside the enterprise', zh: '企业内部发生电气事故' },
  assess: (judging) => deductSingleFacts(judging, 'SAF-01', 'incident', judging.facts.all('incident').filter(isOrdinary), 'no-accident'),
};
