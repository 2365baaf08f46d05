import { RULES } from '#credit/rules/rulebook.js';
import type { RuleId } from '#credit/rules/rule-ids.js';
import type { ExplainedReason, Explanation, Language } from '#credit/explaining/explanation.js';
import { entryText } from './entry-text.js';
import { LABELS } from './explanation-labels.js';
import { paint } from './paint.js';
import { table } from './table.js';
import { paragraph } from './wrap.js';

/** An explanation for people, in at most 100 columns: score, categories, entries, what did not apply, what comes next. */
export function explanationText(explanation: Explanation, language: Language): string {
  const label = LABELS[language];
  const section = (title: string, body: string): string => (body === '' ? '' : `\n${paint('bold', title)}\n${body}`);
  // Where a whole history was imported later than the day asked about, saying so once is enough.
  const allLate = explanation.entries.every(({ facts }) => facts.every(({ late }) => late)) && explanation.entries.length > 0;
  const { entries, superseded, withoutEffect, voided } = explanation;
  return [
    explanationHead(explanation, language),
    `\n${categoriesTable(explanation, language)}${decided(explanation, language)}`,
    section(allLate ? `${label.entries} (${label.allLate})` : label.entries, entries.map((entry) => entryText(entry, language, !allLate)).join('') || `${label.none}\n`),
    section(label.superseded, superseded.map(({ rule, effective, reason }) => paragraph(`${rule} ${effective.padStart(7)}  `, reason)).join('')),
    section(label.withoutEffect, withoutEffect.map(({ rule, document, points, reason }) => paragraph(`${(rule ?? '').padEnd(6)} ${(points ?? '').padStart(7)}  `, `${document}: ${reason}`)).join('')),
    section(label.voided, voided.map(({ document, type, occurredOn, voidedAt, reason }) => paragraph(`${document}  `, `${type} ${occurredOn}. ${reason} (${voidedAt})`)).join('')),
    section(label.notApplied, notApplied(explanation, language)),
    section(label.nextChange, nextChange(explanation, language)),
    section(label.nextGrade, nextGrade(explanation, language)),
    `\n${paint('dim', label.hint)}\n`,
  ].join('');
}

/** Who, when, known when, by which edition; and the score. */
export function explanationHead(explanation: Explanation, language: Language): string {
  const label = LABELS[language];
  const { customer_no, className, asOf, knownAsOf, position, edition, openedOn, closedOn, total, grade, veto, provisional, provisionalUntil } = explanation;
  const names = language === 'en' ? `${className.en} ${className.zh}` : `${className.zh} ${className.en}`;
  const marks = [
    veto && paint(['bold', 'red'], `${label.veto} ${veto}`),
    provisional && `${label.provisional} ${provisionalUntil}`,
    closedOn && `${label.closed} ${closedOn}`,
    explanation.confidentialOmitted && `[${label.omitted}]`,
  ].filter(Boolean);
  return (
    `${paint('bold', customer_no)}  ${names}  ${label.opened} ${openedOn}\n` +
    `${label.asOf} ${asOf}  ${label.knownAsOf} ${knownAsOf} (${label.position} ${position})  ${label.edition} ${edition}\n\n` +
    `${label.total} ${paint('bold', total)}  ${label.grade} ${paint('bold', grade)}${marks.map((mark) => `  ${mark}`).join('')}\n`
  );
}

function categoriesTable({ categories, total }: Explanation, language: Language): string {
  const label = LABELS[language];
  const rows = categories.map(({ code, name, full, deductions, rewards, capped, value, veto, stale }) => [
    code,
    language === 'en' ? `${name.en} ${name.zh}` : `${name.zh} ${name.en}`,
    full,
    deductions,
    rewards,
    capped,
    value,
    [veto && label.veto, stale && label.stale].filter(Boolean).join(', '),
  ]);
  return table(['', label.category, label.full, label.deductions, label.rewards, label.limit, label.value, ''], [...rows, ['', label.total, '', '', '', '', total, '']]);
}

/** The values behind the total and the grade that no source states. */
function decided({ basis }: Explanation, language: Language): string {
  const ours = basis.filter(({ status }) => status === 'D').map(({ label, value }) => `${label} ${value}`);
  return ours.length === 0 ? '' : paragraph(`${LABELS[language].statusD}: `, ours.join('; '));
}

/** Rules for which nothing at all happened are named together; whatever looked at a fact has a line of its own. */
function notApplied({ notApplied: reasons, entries }: Explanation, language: Language): string {
  const live = new Set(entries.map(({ rule }) => rule));
  const bare = (one: ExplainedReason): boolean => one.document === null && one.facts.length === 0;
  const lines = reasons.filter((one) => !bare(one) || one.code === 'not-assessed' || one.code === 'streak-short-and-young').map(({ rule, reason }) => paragraph(`${rule}  `, reason));
  const groups = new Map<string, RuleId[]>();
  for (const one of reasons.filter((other) => bare(other) && other.code !== 'not-assessed' && other.code !== 'streak-short-and-young')) {
    if (!live.has(one.rule)) groups.set(one.reason, [...(groups.get(one.reason) ?? []), one.rule]);
  }
  for (const [reason, rules] of groups) {
    const [only] = rules;
    lines.push(rules.length === 1 ? paragraph(`${only}  `, `${RULES[only].heading[language]}: ${reason}`) : paragraph('', `${rules.join(' ')}: ${reason}`));
  }
  return lines.join('');
}

function nextChange({ nextChange: next }: Explanation, language: Language): string {
  return next ? paragraph(`${next.day}  `, next.reason) : `${LABELS[language].nothingAhead}\n`;
}

function nextGrade({ nextGrade: next, closedOn }: Explanation, language: Language): string {
  if (closedOn !== null) return '';
  if (!next) return `${LABELS[language].best}\n`;
  return next.needs.map(({ text }, i) => paragraph(i === 0 ? `${next.grade.padEnd(4)}` : '    ', text)).join('');
}

