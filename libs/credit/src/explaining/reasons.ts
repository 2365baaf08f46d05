import { compareCodePoints } from '#platform/kernel/code-points.js';
import { addMonths, formatDay } from '#platform/kernel/day.js';
import type { Ground, NotApplied } from '../assessing/assessment.js';
import { RULE_IDS, type CategoryCode, type RuleId } from '../rules/rule-ids.js';
import type { ExplainedFact, ExplainedReason } from './explanation.js';
import type { Telling } from './telling.js';
import type { ReasonCode, Words } from './wording/wording.js';

/**
 * Every condition that was looked at and did not apply. All 28 rules are accounted for: each is live, was superseded,
 * or has at least one reason here; a rule may have reasons beside a live entry (another case that was withdrawn).
 */
export function explainReasons(telling: Telling): ExplainedReason[] {
  const { assessment } = telling.asked;
  const scored = new Set<CategoryCode>(assessment.categories.map(({ code }) => code));
  const live = new Set<RuleId>([...assessment.entries, ...assessment.superseded].map(({ rule }) => rule));
  const noted = [...assessment.notApplied.map((note) => fromNote(telling, note)), ...treatedAsNever(telling), ...orphanedConcealments(telling), ...yearsBehind(telling)];
  return RULE_IDS.flatMap((rule) => {
    const category = rule.slice(0, 3) as CategoryCode;
    if (!scored.has(category)) return [reason(telling, rule, 'not-of-class', { category: telling.category(category), class: telling.className })];
    const reasons = noted.filter((one) => one.rule === rule).sort(byDay);
    // "No case counts" says nothing more once a single case is named that does not.
    const telltale = reasons.filter(({ code }) => !(code === 'no-case' && reasons.some(({ document }) => document !== null)));
    if (telltale.length === 0 && !live.has(rule)) return [reason(telling, rule, 'step-not-live', {})];
    return telltale;
  });
}

/** By the day of the first fact, then by document: the order in which records arrived shows nowhere. */
export const byDay = (a: Dated, b: Dated): number =>
  compareCodePoints(a.facts[0]?.occurredOn ?? '', b.facts[0]?.occurredOn ?? '') || compareCodePoints(a.document ?? '', b.document ?? '') || compareCodePoints(a.code, b.code);

interface Dated {
  readonly code: string;
  readonly document: string | null;
  readonly facts: readonly ExplainedFact[];
}

function reason(telling: Telling, rule: RuleId, code: ReasonCode, words: Words, grounds: readonly Ground[] = []): ExplainedReason {
  return {
    rule,
    code,
    reason: telling.wording.reasons[code](words),
    document: words.document ?? null,
    until: words.until ?? null,
    facts: telling.facts(grounds),
  };
}

function fromNote(telling: Telling, { rule, code, values, grounds }: NotApplied): ExplainedReason {
  const { rules, source } = telling.edition;
  const words: Record<string, string> = { ...telling.words(values), asOf: telling.asOf };
  if (rule === 'SAF-03') words.months = String(rules['SAF-02'].groupMonths);
  if (rule === 'LAW-03') words.months = String(rules['LAW-02'].groupMonths);
  if (rule === 'OPS-01' || rule === 'DEV-01') words.best = source.categories[rule === 'OPS-01' ? 'OPS' : 'DEV'].fullMarks.value;
  return reason(telling, rule, code, words, grounds);
}

/** Exempted bills and returned payments: why what is on record did not count for arrears. */
function treatedAsNever(telling: Telling): ExplainedReason[] {
  const { facts } = telling.asked;
  const exempted = facts.all('bill').flatMap((fact) => {
    const decision = facts.about('exempted', fact.no);
    if (!decision) return [];
    return [reason(telling, 'COM-01', 'bill-exempted', { document: fact.no, decided: formatDay(decision.on) }, [{ kind: 'bill', fact }, { kind: 'exempted', fact: decision }])];
  });
  const returned = facts.all('payment').flatMap((fact) => {
    const back = facts.about('returned', fact.no);
    if (!back) return [];
    const words = { document: fact.no, bill: fact.bill, returned: formatDay(back.on) };
    return [reason(telling, 'COM-04', 'payment-returned', words, [{ kind: 'payment', fact }, { kind: 'returned', fact: back }])];
  });
  return [...exempted, ...returned];
}

function orphanedConcealments(telling: Telling): ExplainedReason[] {
  const { facts } = telling.asked;
  const accidents = new Set(facts.all('incident').map(({ no }) => no));
  return facts
    .all('concealment')
    .filter(({ no }) => !accidents.has(no))
    .map((fact) => reason(telling, 'SAF-05', 'accident-entered-in-error', { document: fact.no }, [{ kind: 'concealment', fact }]));
}

/** The last clean year of a span that was broken, once its reward has lapsed too. */
function yearsBehind(telling: Telling): ExplainedReason[] {
  const { asOf, book } = telling.asked.question;
  return telling.arrears.spans.flatMap(({ from, brokenOn, restsOn }) => {
    const end = brokenOn === null ? asOf : Math.min(brokenOn, asOf);
    const { cleanMonths } = book.at(from).rules['COM-07'];
    let years = 0;
    while (addMonths(from, cleanMonths * (years + 1)) < end) years++;
    if (years === 0) return [];
    const { windowMonths } = book.at(addMonths(from, cleanMonths * years) + 1).rules['COM-07'];
    const until = addMonths(from, cleanMonths * years + windowMonths);
    return until < asOf ? [reason(telling, 'COM-07', 'years-behind', { until: formatDay(until) }, restsOn)] : [];
  });
}
