import { addMonths } from '#platform/kernel/day.js';
import type { Ground } from '../../assessing/assessment.js';
import type { Rule } from '../rule.js';

/** Beside the accident's own deduction; counts from the day the concealment was found (domain.md §3.3, 9). */
export const accidentConcealed: Rule = {
  id: 'SAF-05',
  clause: 'S001 4)',
  heading: { en: 'An accident was concealed', zh: '隐瞒事故不报' },
  assess(judging) {
    const findings = judging.facts.all('concealment');
    if (findings.length === 0) return judging.note('SAF-05', 'no-finding');
    const incidents = judging.facts.all('incident');
    for (const fact of findings) {
      const accident = incidents.find(({ no }) => no === fact.no);
      // Whose accident was entered in error has concealed nothing.
      if (!accident) continue;
      const grounds: Ground[] = [{ kind: 'incident', fact: accident }, { kind: 'concealment', fact }];
      const { points, windowMonths } = judging.parameters('SAF-05', fact.on);
      judging.apply({
        rule: 'SAF-05',
        key: fact.no,
        points,
        since: fact.on,
        until: addMonths(fact.on, windowMonths),
        grounds,
        edition: judging.book.at(fact.on).id,
        values: { document: fact.no },
      });
    }
  },
};
