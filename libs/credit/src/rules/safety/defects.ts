import { addMonths, formatDay } from '#platform/kernel/day.js';
import type { SafetyFindingKind } from '#safety/events.js';
import type { Judging } from '../../assessing/judging.js';
import type { SafetyFindingFact } from '../../case-file/case-file.js';
import type { RuleId } from '../rule-ids.js';

/** A deduction for each finding of a kind, from the finding until its term after rectification; open until rectified. */
export function deductDefects(judging: Judging, rule: RuleId, kind: SafetyFindingKind, times: (finding: SafetyFindingFact) => number): void {
  const findings = judging.facts.all('safetyFinding').filter((finding) => finding.kind === kind);
  if (findings.length === 0) return judging.note(rule, 'no-finding');
  for (const fact of findings) {
    const rectified = judging.facts.about('safetyRectified', fact.no);
    const { points, windowMonths } = judging.parameters(rule, fact.on);
    judging.apply({
      rule,
      key: fact.no,
      points: points * times(fact),
      since: fact.on,
      until: rectified ? addMonths(rectified.on, windowMonths) : null,
      grounds: [{ kind: 'safetyFinding', fact }, ...(rectified ? [{ kind: 'safetyRectified' as const, fact: rectified }] : [])],
      edition: judging.book.at(fact.on).id,
      values: { document: fact.no, persons: times(fact), ...(rectified && { rectified: formatDay(rectified.on) }) },
    });
  }
}
