import type { Judging } from '../../assessing/judging.js';
import type { RuleId } from '../rule-ids.js';
import { reachedAge, type Streak } from './arrears.js';

/** Whether a streak is long enough, or one of its bills old enough, for a step of the ladder. */
export function longOrOldEnough(step: RuleId, streak: Streak, judging: Judging): boolean {
  const { streakLength, ageMonths } = judging.parameters(step, streak.since);
  return streak.bills.length >= streakLength || streak.bills.some((standing) => reachedAge(standing, ageMonths, judging.day));
}
