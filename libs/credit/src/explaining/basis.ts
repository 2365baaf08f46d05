import type { Entry } from '../assessing/assessment.js';
import type { CompiledEdition } from '../editions/compiled-edition.js';
import type { RuleId } from '../rules/rule-ids.js';
import type { SourcedValue } from './explanation.js';
import type { Telling } from './telling.js';
import type { ValueName } from './wording/wording.js';

interface Sourced {
  readonly value: unknown;
  readonly source: string;
  readonly clause: string;
  readonly status: 'S' | 'F' | 'D';
  readonly note: string;
}

/** What a rule's application rests on; `repairs` and `earliest` only keep an edition from contradicting itself. */
const RULE_VALUES: readonly ValueName[] = ['points', 'bestScore', 'criterion', 'streakLength', 'ageMonths', 'groupMonths', 'cleanMonths', 'windowMonths', 'staleMonths'];

/** Steps whose group is made by another rule's parameter. */
const GROUPED_BY: Partial<Record<RuleId, RuleId>> = { 'SAF-03': 'SAF-02', 'LAW-03': 'LAW-02' };

/** Every value of an edition that an entry rests on, with its status: a decision of ours is shown as one. */
export function entryBasis(telling: Telling, entry: Entry): SourcedValue[] {
  const edition = telling.asked.question.book.byId(entry.edition) ?? telling.edition;
  const basis = ruleBasis(telling, edition, entry.rule, RULE_VALUES);
  const grouping = GROUPED_BY[entry.rule];
  if (grouping) basis.push(...ruleBasis(telling, edition, grouping, ['groupMonths']));
  // A reward that lapses with its streak rests on the term of the step that the streak has reached.
  const streak = entry.rule === 'COM-04' ? streakOf(telling, entry) : undefined;
  if (streak) basis.push(...ruleBasis(telling, edition, streak.rule, ['windowMonths']));
  if (telling.asked.assessment.numerator * 10_000 !== telling.asked.assessment.scale) basis.push(scaleBasis(telling));
  return basis;
}

const streakOf = (telling: Telling, madeGood: Entry): Entry | undefined =>
  telling.asked.assessment.entries.find(({ category, values }) => category === 'COM' && Array.isArray(values.bills) && values.bills.includes(madeGood.values.document));

function ruleBasis(telling: Telling, edition: CompiledEdition, rule: RuleId, names: readonly ValueName[]): SourcedValue[] {
  const values = edition.source.rules[rule] as Partial<Record<ValueName, Sourced>>;
  return names.flatMap((name) => {
    const value = values[name];
    return value ? [sourced(telling, edition, `${rule}.${name}`, name, value)] : [];
  });
}

function sourced(telling: Telling, edition: CompiledEdition, name: string, label: ValueName, { value, status, source, clause, note }: Sourced): SourcedValue {
  const { language } = telling.asked;
  const shown = typeof value === 'object' && value !== null
    ? Array.isArray(value) ? telling.wording.list(value as string[]) : (value as { en: string; zh: string })[language]
    : String(value);
  return { name, label: telling.wording.values[label], value: shown, status, source, clause, note, edition: edition.id };
}

const scaleBasis = (telling: Telling): SourcedValue => {
  const { edition, asked: { assessment: { customerClass } } } = telling;
  return sourced(telling, edition, `${customerClass}.scale`, 'scale', edition.source.classes[customerClass].scale);
};

/** The values that categories, veto, grade and the provisional mark rest on. */
export function scoreBasis(telling: Telling): SourcedValue[] {
  const { edition, asked: { assessment } } = telling;
  const { categories, veto, grades, provisionalMonths } = edition.source;
  return [
    ...assessment.categories.map(({ code }) => sourced(telling, edition, `${code}.fullMarks`, 'fullMarks', categories[code].fullMarks)),
    scaleBasis(telling),
    sourced(telling, edition, 'veto.categories', 'vetoCategories', veto.categories),
    sourced(telling, edition, 'veto.grade', 'vetoGrade', veto.grade),
    ...grades.map(({ grade, from }) => ({ ...sourced(telling, edition, `${grade}.from`, 'gradeFrom', from), label: `${telling.wording.values.gradeFrom} ${grade}` })),
    sourced(telling, edition, 'provisionalMonths', 'provisionalMonths', provisionalMonths),
  ];
}
