import { addMonths } from '#platform/kernel/day.js';
import type { Rule } from '../rule.js';
import { isOrdinary } from './incidents.js';

/** An electrical accident, or a cascade trip without a wide outage, which is an ordinary accident (domain.md §3.3, 8). */
export const accidentInsideTheEnterprise: Rule = {
  id: 'SAF-01',
  clause: 'S001 4)',
  heading: { en: 'An electrical accident happened inside the enterprise', zh: '企业内部发生电气事故' },
  assess(judging) {
    const accidents = judging.facts.all('incident').filter(isOrdinary);
    if (accidents.length === 0) return judging.note('SAF-01', 'no-accident');
    for (const fact of accidents) {
      const { points, windowMonths } = judging.parameters('SAF-01', fact.on);
      judging.apply({
        rule: 'SAF-01',
        key: fact.no,
        points,
        since: fact.on,
        until: addMonths(fact.on, windowMonths),
        grounds: [{ kind: 'incident', fact }],
        edition: judging.book.at(fact.on).id,
        values: { document: fact.no },
      });
    }
  },
};
