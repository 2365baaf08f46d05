import type { CooperationFindingKind } from '#cooperation/events.js';
import type { Judging } from '../../assessing/judging.js';
import type { RuleId } from '../rule-ids.js';
import { deductSingleFacts } from '../single-facts.js';

/** A deduction for each finding of a kind, from the finding on. */
export function deductFindings(judging: Judging, rule: RuleId, kind: CooperationFindingKind): void {
  const findings = judging.facts.all('cooperationFinding').filter((finding) => finding.kind === kind);
  deductSingleFacts(judging, rule, 'cooperationFinding', findings, 'no-finding');
}
