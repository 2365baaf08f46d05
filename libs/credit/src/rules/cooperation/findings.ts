import { addMonths } from '#platform/kernel/day.js';
import type { CooperationFindingKind } from '#cooperation/events.js';
import type { Judging } from '../../assessing/judging.js';
import type { RuleId } from '../rule-ids.js';

/** A deduction for each finding of a kind, from the finding on. */
export function deductFindings(judging: Judging, rule: RuleId, kind: CooperationFindingKind): void {
  const findings = judging.facts.all('cooperationFinding').filter((finding) => finding.kind === kind);
  if (findings.length === 0) return judging.note(rule, 'no-finding');
  for (const fact of findings) {
    const { points, windowMonths } = judging.parameters(rule, fact.on);
    judging.apply({
      rule,
      key: fact.no,
      points,
      since: fact.on,
      until: addMonths(fact.on, windowMonths),
      grounds: [{ kind: 'cooperationFinding', fact }],
      edition: judging.book.at(fact.on).id,
      values: { document: fact.no },
    });
  }
}
