import { addMonths } from '#platform/kernel/day.js';
import type { Judging } from '../assessing/judging.js';
import type { Fact, FactKind } from '../case-file/case-file.js';
import type { RuleId } from './rule-ids.js';

/** A deduction for each fact by itself, from its day through the rule's term; `none` says that there was none. */
export function deductSingleFacts(judging: Judging, rule: RuleId, kind: FactKind, facts: readonly Fact[], none: 'no-accident' | 'no-finding'): void {
  if (facts.length === 0) return judging.note(rule, none);
  for (const fact of facts) {
    const { points, windowMonths } = judging.parameters(rule, fact.on);
    judging.apply({
      rule,
      key: fact.no,
      points,
      since: fact.on,
      until: addMonths(fact.on, windowMonths),
      grounds: [{ kind, fact }],
      edition: judging.book.at(fact.on).id,
      values: { document: fact.no },
    });
  }
}
