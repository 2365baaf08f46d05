import { addMonths } from '#platform/kernel/day.js';
import { groupByGap } from '../groups.js';
import type { Rule } from '../rule.js';
import { caseGrounds, confirmedCases } from './confirmed-cases.js';
import { contractViolation } from './law-02-contract-violation.rule.js';
import { contractViolationAgain } from './law-03-contract-violation-again.rule.js';

/** Grouped by the day of the act; a group counts from its earliest confirmation to its term after its latest. */
export const contractViolationGroups: Pick<Rule, 'assess'> = {
  assess(judging) {
    const cases = confirmedCases(judging, 'LAW-02', 'contract_violation');
    if (cases.length === 0) return judging.note('LAW-03', 'no-case');
    const byNumber = new Map(cases.map((counted) => [counted.act.no, counted]));
    const acts = cases.map(({ act }) => act);
    for (const grouped of groupByGap(acts, (first) => judging.parameters('LAW-02', first).groupMonths)) {
      const group = grouped.map(({ no }) => byNumber.get(no)!);
      const confirmations = group.map(({ confirmed }) => confirmed.on);
      const since = Math.min(...confirmations);
      const step = contractViolationAgain.reached(group, judging) ? contractViolationAgain : contractViolation;
      const { points, windowMonths } = judging.parameters(step.id, since);
      const live = judging.applyStep('LAW-02', {
        rule: step.id,
        key: group[0].act.no,
        points,
        since,
        until: addMonths(Math.max(...confirmations), windowMonths),
        grounds: group.flatMap(caseGrounds),
        edition: judging.book.at(since).id,
        values: { documents: grouped.map(({ no }) => no), count: group.length },
      });
      if (live && step === contractViolationAgain) judging.supersede('LAW-02', judging.parameters('LAW-02', since).points);
    }
  },
};
