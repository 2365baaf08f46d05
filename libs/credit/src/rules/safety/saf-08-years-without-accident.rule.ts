import { addMonths, formatDay } from '#platform/kernel/day.js';
import { compareCodePoints } from '#platform/kernel/code-points.js';
import type { Ground } from '../../assessing/assessment.js';
import type { Rule } from '../rule.js';

/**
 * An approved award is granted if its period is long enough and no accident of any kind fell into it; a refused one is
 * shown with the accident. Concealment delays nothing (domain.md §3.3, 9).
 */
export const yearsWithoutAccident: Rule = {
  id: 'SAF-08',
  clause: 'S001 4)',
  heading: { en: 'Three years running without accident, awarded', zh: '连续三年无事故，可奖' },
  assess(judging) {
    const awards = judging.facts.all('award');
    if (awards.length === 0) return judging.note('SAF-08', 'no-award');
    for (const fact of awards) {
      const { points, windowMonths, cleanMonths } = judging.parameters('SAF-08', fact.on);
      const grounds: Ground[] = [{ kind: 'award', fact }];
      const needed = addMonths(fact.from, cleanMonths) - 1;
      if (fact.to < needed) {
        judging.note('SAF-08', 'period-too-short', { document: fact.no, from: formatDay(fact.from), to: formatDay(fact.to), needed: formatDay(needed) }, grounds);
        continue;
      }
      const accidents = judging.facts
        .all('incident')
        .filter(({ on }) => on >= fact.from && on <= fact.to)
        .sort((a, b) => a.on - b.on || compareCodePoints(a.no, b.no));
      if (accidents.length > 0) {
        judging.note(
          'SAF-08',
          'accident-in-period',
          { document: fact.no, accidents: accidents.map(({ no }) => no), first: formatDay(accidents[0].on) },
          [...grounds, ...accidents.map((accident): Ground => ({ kind: 'incident', fact: accident }))],
        );
        continue;
      }
      judging.apply({
        rule: 'SAF-08',
        key: fact.no,
        points,
        since: fact.on,
        until: addMonths(fact.on, windowMonths),
        grounds,
        edition: judging.book.at(fact.on).id,
        values: { document: fact.no, from: formatDay(fact.from), to: formatDay(fact.to) },
      });
    }
  },
};
