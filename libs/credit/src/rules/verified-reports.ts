import { addMonths } from '#platform/kernel/day.js';
import type { ReportKind } from '#legal/events.js';
import type { Judging } from '../assessing/judging.js';
import type { RuleId } from './rule-ids.js';

/** One reward for each verified report of a kind, from its verification on (COM-06, LAW-06). */
export function rewardVerifiedReports(judging: Judging, rule: RuleId, kind: ReportKind): void {
  const reports = judging.facts.all('report').filter((report) => report.kind === kind);
  if (reports.length === 0) return judging.note(rule, 'no-report');
  for (const report of reports) {
    const verified = judging.facts.about('verified', report.no);
    if (!verified) {
      judging.note(rule, 'not-verified', { document: report.no }, [{ kind: 'report', fact: report }]);
      continue;
    }
    const { points, windowMonths } = judging.parameters(rule, verified.on);
    judging.apply({
      rule,
      key: report.no,
      points,
      since: verified.on,
      until: addMonths(verified.on, windowMonths),
      grounds: [{ kind: 'report', fact: report }, { kind: 'verified', fact: verified }],
      edition: judging.book.at(verified.on).id,
      values: { document: report.no },
    });
  }
}
