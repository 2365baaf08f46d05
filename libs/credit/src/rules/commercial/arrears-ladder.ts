import { addMonths, type Day } from '#platform/kernel/day.js';
import type { Judging } from '../../assessing/judging.js';
import type { Rule, Step } from '../rule.js';
import { billGrounds, type Streak } from './arrears.js';
import { inArrearsOnce } from './com-01-in-arrears-once.rule.js';
import { inArrearsTwiceRunning } from './com-02-in-arrears-twice-running.rule.js';
import { inArrearsThreeTimesRunning } from './com-03-in-arrears-three-times-running.rule.js';

const STEPS: readonly Step<Streak>[] = [inArrearsOnce, inArrearsTwiceRunning, inArrearsThreeTimesRunning];

/** A streak costs one step, the highest it has reached; several streaks add up (domain.md §3.3, 5). */
export const arrearsLadder: Pick<Rule, 'assess'> = {
  assess(judging: Judging): void {
    const { streaks, bills } = judging.arrears;
    for (const streak of streaks) {
      const reached = stepsReached(streak, judging);
      const highest = reached[reached.length - 1];
      const { points } = judging.parameters(highest.id, streak.since);
      wakeForAges(judging, streak);
      const live = judging.applyStep(STEPS[0].id, {
        rule: highest.id,
        key: streak.bills[0].bill.no,
        points,
        since: streak.since,
        until: streakUntil(streak, judging),
        grounds: streak.bills.flatMap(billGrounds),
        edition: judging.book.at(streak.since).id,
        values: { bills: streak.bills.map(({ bill }) => bill.no), count: streak.bills.length },
      });
      if (!live) continue;
      for (const { id } of STEPS.slice(reached.length)) {
        const { streakLength, ageMonths } = judging.parameters(id, streak.since);
        judging.note(id, 'streak-short-and-young', { bill: streak.bills[0].bill.no, count: streak.bills.length, needed: streakLength, months: ageMonths });
      }
      for (const step of reached.slice(0, -1)) judging.supersede(step.id, judging.parameters(step.id, streak.since).points);
    }
    for (const { bill } of bills) judging.wake(bill.due + 1);
    if (streaks.length === 0) for (const step of STEPS) judging.note(step.id, 'no-arrears');
  },
};

const stepsReached = (streak: Streak, judging: Judging): Step<Streak>[] => STEPS.filter((step) => step.reached(streak, judging));

/** The last day on which a streak counts: its last settlement plus the window of the step it has reached; null while any bill is open. */
export function streakUntil(streak: Streak, judging: Judging): Day | null {
  if (streak.settledOn === null) return null;
  const reached = stepsReached(streak, judging);
  return addMonths(streak.settledOn, judging.parameters(reached[reached.length - 1].id, streak.since).windowMonths);
}

function wakeForAges(judging: Judging, streak: Streak): void {
  for (const standing of streak.bills) {
    if (standing.settledOn !== null) continue;
    for (const { id } of STEPS.slice(1)) {
      judging.wake(addMonths(standing.bill.due, judging.parameters(id, streak.since).ageMonths) + 1);
    }
  }
}
