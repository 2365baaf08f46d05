import { addMonths } from '#platform/kernel/day.js';
import type { Rule } from '../rule.js';
import { groupByGap } from '../groups.js';
import { isWideBranchTrip } from './incidents.js';
import { branchCascade } from './saf-02-branch-cascade-with-wide-outage.rule.js';
import { branchCascadeAgain } from './saf-03-branch-cascade-again.rule.js';

/** One deduction a group, by the members known; counts from its first to its term after its last. */
export const branchCascadeGroups: Pick<Rule, 'assess'> = {
  assess(judging) {
    const trips = judging.facts.all('incident').filter(isWideBranchTrip);
    if (trips.length === 0) {
      judging.note('SAF-02', 'no-accident');
      return judging.note('SAF-03', 'no-accident');
    }
    for (const group of groupByGap(trips, (first) => judging.parameters('SAF-02', first).groupMonths)) {
      const since = group[0].on;
      const step = branchCascadeAgain.reached(group, judging) ? branchCascadeAgain : branchCascade;
      const { points, windowMonths } = judging.parameters(step.id, since);
      const live = judging.applyStep('SAF-02', {
        rule: step.id,
        key: group[0].no,
        points,
        since,
        until: addMonths(group[group.length - 1].on, windowMonths),
        grounds: group.map((fact) => ({ kind: 'incident', fact })),
        edition: judging.book.at(since).id,
        values: { documents: group.map(({ no }) => no), count: group.length },
      });
      if (live && step === branchCascadeAgain) judging.supersede('SAF-02', judging.parameters('SAF-02', since).points);
    }
  },
};
