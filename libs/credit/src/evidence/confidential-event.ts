import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { RuleId } from '../rules/rule-ids.js';

/** Rules whose reward tells that its customer informed on somebody (domain.md §3.5). */
export const CONFIDENTIAL_RULES: readonly RuleId[] = ['COM-06', 'LAW-06'];

const REPORT_TYPES: readonly string[] = ['ReportReceived', 'ReportVerified'];

/**
 * Whether an event reveals an informant: a report itself, a correction of one, a judgement that lists its reward, or a
 * step about such an entry. `reports`: ids of the report events of the same customer that came before.
 */
export function isConfidential(event: { readonly id: string; readonly type: string; readonly payload: JsonObject }, reports: ReadonlySet<string>): boolean {
  const { type, payload } = event;
  if (REPORT_TYPES.includes(type)) return true;
  if (typeof payload.voided_event === 'string') return reports.has(payload.voided_event);
  const judged = type === 'RatingProposed' ? (payload.judged as { entries?: { rule: RuleId }[] }).entries : undefined;
  const seen = payload.entry as { rule?: RuleId } | undefined;
  return (judged?.some(({ rule }) => CONFIDENTIAL_RULES.includes(rule)) ?? false) || (seen?.rule !== undefined && CONFIDENTIAL_RULES.includes(seen.rule));
}
