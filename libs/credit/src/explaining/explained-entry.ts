import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Entry } from '../assessing/assessment.js';
import { RULES } from '../rules/rulebook.js';
import type { RuleId } from '../rules/rule-ids.js';
import { entryBasis } from './basis.js';
import { entryText } from './entry-words.js';
import type { ExplainedCategory, ExplainedEntry } from './explanation.js';
import { outlookOf } from './outlook.js';
import type { Telling } from './telling.js';

/** Rewards that rest on an informant's report (domain.md §3.5). */
const CONFIDENTIAL: ReadonlySet<RuleId> = new Set(['COM-06', 'LAW-06']);

/** One live entry in full: rule, clause, facts, arithmetic, outlook, and what was said about it. */
export function explainEntry(telling: Telling, entry: Entry, categories: readonly ExplainedCategory[]): ExplainedEntry {
  const dispute = telling.asked.disputes.get(entry.id);
  const step = categories.find(({ code }) => code === entry.category)?.steps.find((one) => one.entry === entry.id && one.rule === entry.rule);
  return {
    id: entry.id,
    rule: entry.rule,
    heading: RULES[entry.rule].heading,
    category: entry.category,
    points: formatPoints(entry.points),
    effective: telling.effective(entry.points),
    since: formatDay(entry.since),
    until: entry.until === null ? null : formatDay(entry.until),
    clause: RULES[entry.rule].clause,
    text: entryText(telling, entry),
    edition: entry.edition,
    facts: telling.facts(entry.grounds),
    basis: entryBasis(telling, entry),
    arithmetic: { before: step?.before ?? '', after: step?.after ?? '' },
    outlook: outlookOf(telling, entry),
    stale: telling.asked.assessment.stale.includes(entry.category),
    confidential: CONFIDENTIAL.has(entry.rule),
    disputed: dispute?.disputed ?? false,
    statement: dispute?.statement ?? null,
    objection: dispute?.objectionId
      ? {
          id: dispute.objectionId,
          since: dispute.since === null ? null : formatDay(dispute.since),
          answerDueOn: dispute.answerDueOn === null ? null : formatDay(dispute.answerDueOn),
          status: dispute.status,
        }
      : null,
  };
}

/** The categories, each with its arithmetic from the full marks through every entry to the sum before the limit. */
export function explainCategories(telling: Telling): ExplainedCategory[] {
  const { assessment } = telling.asked;
  return assessment.categories.map(({ code, full, value, deductions, rewards, capped }) => {
    let sum = full;
    const steps = assessment.entries
      .filter(({ category }) => category === code)
      .map(({ id, rule, points }) => {
        const before = sum;
        sum += points * assessment.numerator;
        return { entry: id, rule, before: telling.shown(before), effective: telling.effective(points), after: telling.shown(sum) };
      });
    return {
      code,
      name: telling.edition.source.categories[code].name,
      full: telling.shown(full),
      value: telling.shown(value),
      deductions: telling.shown(deductions),
      rewards: telling.shown(rewards),
      capped: telling.shown(capped),
      veto: assessment.veto.includes(code),
      stale: assessment.stale.includes(code),
      steps,
    };
  });
}
