import { addMonths, formatDay } from '#platform/kernel/day.js';
import type { ViolationKind } from '#legal/events.js';
import type { Ground } from '../../assessing/assessment.js';
import type { Judging } from '../../assessing/judging.js';
import type { CaseFact, Fact } from '../../case-file/case-file.js';
import type { RuleId } from '../rule-ids.js';

export interface ConfirmedCase {
  readonly act: CaseFact;
  readonly confirmed: Fact;
}

/**
 * The cases of a kind that count: confirmed and not withdrawn by the day asked about, also when the confirmation is
 * dated after the withdrawal (domain.md §3.3, 10).
 */
export function confirmedCases(judging: Judging, rule: RuleId, kind: ViolationKind): ConfirmedCase[] {
  const counted: ConfirmedCase[] = [];
  for (const act of judging.facts.all('case')) {
    if (act.kind !== kind) continue;
    const withdrawn = judging.facts.about('withdrawn', act.no);
    const confirmed = judging.facts.about('confirmed', act.no);
    if (withdrawn) {
      judging.note(rule, 'case-withdrawn', { document: act.no, withdrawn: formatDay(withdrawn.on) }, [{ kind: 'case', fact: act }, { kind: 'withdrawn', fact: withdrawn }]);
    } else if (!confirmed) {
      judging.note(rule, 'case-not-confirmed', { document: act.no }, [{ kind: 'case', fact: act }]);
    } else {
      counted.push({ act, confirmed });
    }
  }
  if (counted.length === 0) judging.note(rule, 'no-case');
  return counted;
}

export const caseGrounds = ({ act, confirmed }: ConfirmedCase): Ground[] => [
  { kind: 'case', fact: act },
  { kind: 'confirmed', fact: confirmed },
];

/**
 * A deduction for each confirmed case of a kind, from its confirmation on. It is judged by the edition of the day of
 * the act: nobody is judged by a rule that was made after the deed (docs/decisions/editions.md).
 */
export function deductCases(judging: Judging, rule: RuleId, kind: ViolationKind): void {
  for (const counted of confirmedCases(judging, rule, kind)) {
    const { act, confirmed } = counted;
    const { points, windowMonths } = judging.parameters(rule, act.on);
    judging.apply({
      rule,
      key: act.no,
      points,
      since: confirmed.on,
      until: addMonths(confirmed.on, windowMonths),
      grounds: caseGrounds(counted),
      edition: judging.book.at(act.on).id,
      values: { document: act.no, act: formatDay(act.on) },
    });
  }
}
