import type { Step } from '../rule.js';
import type { Streak } from './arrears.js';

/** Every streak has reached the first step: it holds at least one bill in arrears. */
export const inArrearsOnce: Step<Streak> = {
  id: 'COM-01',
  clause: 'S001 3)',
  heading: { en: 'A bill was not settled by its due date', zh: '拖欠电费1次' },
  reached: () => true,
};
