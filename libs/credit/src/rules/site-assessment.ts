import { addMonths, formatDay } from '#platform/kernel/day.js';
import { compareCodePoints } from '#platform/kernel/code-points.js';
import { UNITS_PER_POINT } from '#platform/kernel/points.js';
import type { AssessmentArea } from '#field-assessment/events.js';
import type { Judging } from '../assessing/judging.js';
import type { CategoryCode, RuleId } from './rule-ids.js';

/**
 * The latest approved assessment of an area decides (approved the same day: the greater number by code points), until
 * the next one; past its term it is shown as stale. What it lacks to the best score is the deduction. Before the first
 * one the category stands at its full marks and is shown as not assessed (domain.md §3.2, OPS-01 and DEV-01).
 */
export function applySiteAssessment(judging: Judging, rule: RuleId, area: AssessmentArea): void {
  const assessments = judging.facts
    .all('assessment')
    .filter((assessment) => assessment.area === area)
    .sort((a, b) => a.on - b.on || compareCodePoints(a.no, b.no));
  const fact = assessments[assessments.length - 1];
  if (!fact) return judging.note(rule, 'not-assessed');
  const { bestScore, staleMonths } = judging.parameters(rule, fact.on);
  const staleAfter = addMonths(fact.day, staleMonths);
  judging.wake(staleAfter + 1);
  const stale = judging.day > staleAfter;
  if (stale) judging.stale.push(rule.slice(0, 3) as CategoryCode);
  judging.apply({
    rule,
    key: fact.no,
    points: (fact.halves * UNITS_PER_POINT) / 2 - bestScore,
    since: fact.on,
    until: null,
    grounds: [{ kind: 'assessment', fact }],
    edition: judging.book.at(fact.on).id,
    values: { document: fact.no, halves: fact.halves, assessed: formatDay(fact.day), staleAfter: formatDay(staleAfter), stale: stale ? 1 : 0 },
  });
}
