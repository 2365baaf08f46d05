import type { Rule } from '../rule.js';
import { deductSingleFacts } from '../single-facts.js';

/** A wrong account number given on purpose, so that the mandate is void: counts from the finding. */
export const mandateFoundVoid: Rule = {
  id: 'COM-05',
  clause: 'S001 3)',
  heading: { en: 'A wrong account number was given on purpose; the mandate is void', zh: '故意提供错误账号，致使委托收款无效' },
  assess: (judging) => deductSingleFacts(judging, 'COM-05', 'mandate', judging.facts.all('mandate'), 'no-finding'),
};
