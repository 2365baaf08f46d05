import { addMonths } from '#platform/kernel/day.js';
import type { Rule } from '../rule.js';
import { isWideSubstationTrip } from './incidents.js';

/** Each one costs the full points; there is no group. */
export const substationCascade: Rule = {
  id: 'SAF-04',
  clause: 'S001 4)',
  heading: { en: 'A substation switch tripped in cascade and caused a wide outage', zh: '发生变电站开关越级跳闸，造成大面积停电' },
  assess(judging) {
    const trips = judging.facts.all('incident').filter(isWideSubstationTrip);
    if (trips.length === 0) return judging.note('SAF-04', 'no-accident');
    for (const fact of trips) {
      const { points, windowMonths } = judging.parameters('SAF-04', fact.on);
      judging.apply({
        rule: 'SAF-04',
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
