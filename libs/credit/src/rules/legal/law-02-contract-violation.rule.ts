import type { Step } from '../rule.js';
import type { ConfirmedCase } from './confirmed-cases.js';

/** A group of one or more confirmed contract violations. */
export const contractViolation: Step<readonly ConfirmedCase[]> = {
  id: 'LAW-02',
  clause: 'S001 5)',
  heading: { en: 'The supply contract was violated', zh: '违约用电' },
  reached: () => true,
};
