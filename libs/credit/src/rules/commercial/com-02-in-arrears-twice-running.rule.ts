import type { Step } from '../rule.js';
import type { Streak } from './arrears.js';
import { longOrOldEnough } from './arrears-length-and-age.js';

/** By the length of the streak or by the age of any of its bills; paying later does not undo an age reached (§3.3, 3 and 5). */
export const inArrearsTwiceRunning: Step<Streak> = {
  id: 'COM-02',
  clause: 'S001 3)',
  heading: { en: 'Two bills running were in arrears, or one arrears became two months old', zh: '连续拖欠电费2次，或1次拖欠满2个月' },
  reached: (streak, judging) => longOrOldEnough('COM-02', streak, judging),
};
