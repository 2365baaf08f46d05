import { addMonths, formatDay } from '#platform/kernel/day.js';
import type { Ground } from '../../assessing/assessment.js';
import type { Rule } from '../rule.js';

/** Counts from the day after the deadline, unless the defect was mended by then; open until it is mended. */
export const noticeNotMet: Rule = {
  id: 'COO-04',
  clause: 'S001 6)',
  heading: { en: 'A rectification notice was not met in time', zh: '限期整改通知书逾期未整改' },
  assess(judging) {
    const notices = judging.facts.all('notice');
    if (notices.length === 0) return judging.note('COO-04', 'no-notice');
    for (const fact of notices) {
      const met = judging.facts.about('noticeMet', fact.no);
      const since = fact.due + 1;
      const grounds: Ground[] = [{ kind: 'notice', fact }, ...(met ? [{ kind: 'noticeMet' as const, fact: met }] : [])];
      if (met && met.on <= fact.due) {
        judging.note('COO-04', 'notice-met', { document: fact.no, met: formatDay(met.on), deadline: formatDay(fact.due) }, grounds);
        continue;
      }
      if (since > judging.day) judging.note('COO-04', 'deadline-not-passed', { document: fact.no, deadline: formatDay(fact.due) }, grounds);
      const { points, windowMonths } = judging.parameters('COO-04', since);
      judging.apply({
        rule: 'COO-04',
        key: fact.no,
        points,
        since,
        until: met ? addMonths(met.on, windowMonths) : null,
        grounds,
        edition: judging.book.at(since).id,
        values: { document: fact.no, deadline: formatDay(fact.due), ...(met && { met: formatDay(met.on) }) },
      });
    }
  },
};
