import type { Step } from '../rule.js';
import type { Streak } from './arrears.js';
import { longOrOldEnough } from './arrears-length-and-age.js';

/** By the length of the streak or by the age of any of its bills; paying later does not undo an age reached (§3.3, 3 and 5). */
export const inArrearsThreeTimesRunning: Step<Streak> = {
  id: 'COM-03',
  clause: 'S001 3)',
  heading: { en: 'Three bills running were in arrears, or one arrears became three months old', zh: '连续拖欠电费3次，或1次拖欠满3个月' },
  reached: (streak, judging) => longOrOldEnough('COM-03', streak, judging),
};
