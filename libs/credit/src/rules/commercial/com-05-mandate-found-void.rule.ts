import { addMonths } from '#platform/kernel/day.js';
import type { Rule } from '../rule.js';

/** A wrong account number given on purpose, so that the mandate is void: counts from the finding. */
export const mandateFoundVoid: Rule = {
  id: 'COM-05',
  clause: 'S001 3)',
  heading: { en: 'A wrong account number was given on purpose; the mandate is void', zh: '故意提供错误账号，致使委托收款无效' },
  assess(judging) {
    const findings = judging.facts.all('mandate');
    if (findings.length === 0) return judging.note('COM-05', 'no-finding');
    for (const fact of findings) {
      const { points, windowMonths } = judging.parameters('COM-05', fact.on);
      judging.apply({
        rule: 'COM-05',
        key: fact.no,
        points,
        since: fact.on,
        until: addMonths(fact.on, windowMonths),
        grounds: [{ kind: 'mandate', fact }],
        edition: judging.book.at(fact.on).id,
        values: { document: fact.no },
      });
    }
  },
};
