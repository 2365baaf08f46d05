import type { ExplainedEntry, ExplainedFact, Language, SourcedValue } from '#credit/explaining/explanation.js';
import { LABELS } from './explanation-labels.js';
import { paint } from './paint.js';
import { table } from './table.js';
import { paragraph } from './wrap.js';

const FACTS_SHOWN = 4;

/** One entry in a few lines: points → clause → rule → what happened → facts → whose decision → outlook. */
export function entryText(entry: ExplainedEntry, language: Language, markLate = true): string {
  const label = LABELS[language];
  const { facts, basis, outlook, statement } = entry;
  const shown = facts.slice(0, FACTS_SHOWN).map(({ document, occurredOn, text, late }) => `${document} ${occurredOn} ${text}${late && markLate ? ` (${label.late})` : ''}`);
  if (facts.length > FACTS_SHOWN) shown.push(`+${facts.length - FACTS_SHOWN} ${label.more}`);
  const decided = basis.filter(({ status }) => status === 'D').map(({ label: name, value }) => `${name} ${value}`);
  return [
    title(entry, language),
    paragraph('', entry.text, 2),
    paragraph(`${label.facts}: `, shown.join('; '), 2),
    decided.length > 0 ? paragraph(`${label.statusD}: `, decided.join('; '), 2) : '',
    ...outlook.map(({ text }) => paragraph('→ ', text, 2)),
    statement === null ? '' : paragraph(`${label.statement}: `, statement, 2),
  ].join('');
}

function title({ id, rule, heading, clause, effective, since, until, arithmetic, category, disputed, confidential, stale }: ExplainedEntry, language: Language): string {
  const label = LABELS[language];
  const marks = [disputed && label.disputed, confidential && label.confidential, stale && label.stale].filter(Boolean).map((mark) => `[${mark}]`);
  const points = paint(effective.startsWith('-') ? 'red' : 'green', effective.startsWith('-') ? effective : `+${effective}`);
  return (
    `${paint('bold', rule)}  ${points}  ${since} … ${until ?? label.open}  ${category} ${arithmetic.before} → ${arithmetic.after}  ${paint('dim', id)}${marks.length > 0 ? `  ${marks.join(' ')}` : ''}\n` +
    paragraph(`${clause}  `, language === 'en' ? `${heading.en} · ${heading.zh}` : heading.zh, 2)
  );
}

/** One entry in full: every event with its recorded time, every value with its source. */
export function wholeEntryText(entry: ExplainedEntry, language: Language): string {
  const label = LABELS[language];
  return [
    title(entry, language),
    paragraph('', entry.text, 2),
    `\n${paint('bold', label.facts)}\n`,
    ...entry.facts.map((fact) => factText(fact, language)),
    `\n${paint('bold', label.basis)}\n`,
    valuesTable(entry.basis, language),
    ...entry.basis.filter(({ note }) => note !== '').map(({ name, note }) => paragraph(`${name}: `, note, 2)),
    `\n${paint('bold', label.outlook)}\n`,
    ...entry.outlook.map(({ text }) => paragraph('→ ', text, 2)),
    entry.statement === null ? '' : `\n${paint('bold', label.statement)}\n${paragraph('', entry.statement, 2)}`,
    entry.objection === null ? '' : `\n${paint('bold', label.objection)}\n${paragraph('', `${entry.objection.id} ${entry.objection.status} ${entry.objection.since ?? ''} … ${entry.objection.answerDueOn ?? ''}`, 2)}`,
  ].join('');
}

function factText({ document, type, occurredOn, recordedAt, position, event, late, text }: ExplainedFact, language: Language): string {
  const label = LABELS[language];
  return (
    paragraph('', `${document}  ${text}`, 2) +
    paragraph('', `${type}  ${label.occurred} ${occurredOn}  ${label.recorded} ${recordedAt} (${label.position} ${position})${late ? `  [${label.late}]` : ''}`, 4) +
    paragraph('', `${label.event} ${event}`, 4)
  );
}

function valuesTable(basis: readonly SourcedValue[], language: Language): string {
  const label = LABELS[language];
  return table(
    ['', '', label.value, label.status, label.source, label.edition],
    basis.map(({ name, label: what, value, status, source, clause, edition }) => [name, what, value, status, [source, clause].filter(Boolean).join(' '), edition]),
  );
}
