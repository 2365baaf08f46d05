import { CATEGORY_CODES, GRADES, RULE_IDS, type RuleId } from '../rules/rule-ids.js';
import { compileEdition, type CompiledEdition } from './compiled-edition.js';
import { editionSchema, type Edition } from './edition-schema.js';

/** Something that keeps an edition from being published: where in the file, and why, in full sentences. */
export interface EditionProblem {
  readonly path: string;
  readonly message: string;
}

/** An edition that was already published, as far as a new one may collide with it. */
export interface PublishedEdition {
  readonly id: string;
  readonly inForceFrom: string;
}

/**
 * Reads an edition and says everything that is wrong with it: its form, rules nobody knows, full marks that don't
 * make 100, grades out of order, a reward that can never take effect, a first day or an id already taken.
 * Returns the compiled edition if there is nothing.
 */
export function checkEdition(
  input: unknown,
  published: readonly PublishedEdition[],
): { problems: EditionProblem[]; edition?: CompiledEdition; source?: Edition } {
  const unknown = unknownRules(input);
  const parsed = editionSchema.safeParse(input);
  if (!parsed.success) {
    const form = parsed.error.issues
      .filter((issue) => !(issue.code === 'unrecognized_keys' && issue.path.join('.') === 'rules'))
      .map((issue) => ({ path: issue.path.join('.') || '(the file)', message: sentence(issue.message) }));
    return { problems: [...unknown, ...form] };
  }
  const source = parsed.data;
  const problems = [...unknown, ...taken(source, published), ...fullMarks(source), ...grades(source), ...steps(source), ...rewards(source)];
  return problems.length > 0 ? { problems, source } : { problems, source, edition: compileEdition(source) };
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
const isRule = (id: string): id is RuleId => (RULE_IDS as readonly string[]).includes(id);

function unknownRules(input: unknown): EditionProblem[] {
  const rules = (input as { rules?: unknown } | null)?.rules;
  if (typeof rules !== 'object' || rules === null) return [];
  return Object.keys(rules)
    .filter((id) => !isRule(id))
    .map((id) => ({ path: `rules.${id}`, message: `There is no rule ${id}; the rules are ${RULE_IDS[0]} to ${RULE_IDS.at(-1)} of the rulebook.` }));
}

function taken(edition: Edition, published: readonly PublishedEdition[]): EditionProblem[] {
  const problems: EditionProblem[] = [];
  for (const other of published) {
    if (other.id === edition.id) problems.push({ path: 'id', message: `An edition ${other.id} is published already; a published edition never changes, so the new one needs an id of its own.` });
    if (other.inForceFrom === edition.inForceFrom) {
      problems.push({ path: 'inForceFrom', message: `The first day ${other.inForceFrom} is taken by edition ${other.id}; two editions from the same day would overlap.` });
    }
  }
  return problems;
}

function fullMarks(edition: Edition): EditionProblem[] {
  const compiled = compileEdition(edition);
  return (['power', 'lighting'] as const).flatMap((name) => {
    const { categories, numerator, denominator } = compiled.classes[name];
    const sum = categories.reduce((total, code) => total + compiled.fullMarks[code], 0) * numerator;
    if (sum === 100 * 10_000 * denominator) return [];
    const parts = categories.map((code) => `${code} ${edition.categories[code].fullMarks.value}`).join(' + ');
    return [{ path: `classes.${name}`, message: `The full marks of a ${name} customer make ${sum / (10_000 * denominator)} (${parts}, × ${numerator}/${denominator}), not 100.` }];
  });
}

function grades(edition: Edition): EditionProblem[] {
  const problems: EditionProblem[] = [];
  for (const grade of GRADES) {
    if (!edition.grades.some((row) => row.grade === grade)) problems.push({ path: 'grades', message: `Grade ${grade} is missing.` });
  }
  if (problems.length > 0) return problems;
  const { grades: rows } = compileEdition(edition);
  for (let i = 1; i < rows.length; i++) {
    if (rows[i].from >= rows[i - 1].from) problems.push({ path: 'grades', message: `Grade ${rows[i].grade} begins at ${rows[i].from / 10_000}, not below ${rows[i - 1].grade} at ${rows[i - 1].from / 10_000}.` });
  }
  if (rows[rows.length - 1].from !== 0) problems.push({ path: 'grades', message: `The last grade begins at ${rows[rows.length - 1].from / 10_000}; it must begin at 0, or some totals have no grade.` });
  return problems;
}

/** A higher step of a ladder must cost more than the one it replaces, and come later. */
function steps(edition: Edition): EditionProblem[] {
  const problems: EditionProblem[] = [];
  const { rules } = compileEdition(edition);
  for (const [lower, higher] of [['COM-01', 'COM-02'], ['COM-02', 'COM-03'], ['SAF-02', 'SAF-03'], ['LAW-02', 'LAW-03']] as const) {
    if (rules[higher].points > rules[lower].points) {
      problems.push({ path: `rules.${higher}.points`, message: `${higher} replaces ${lower} but costs less (${rules[higher].points / 10_000} against ${rules[lower].points / 10_000}).` });
    }
  }
  if (rules['COM-03'].streakLength < rules['COM-02'].streakLength || rules['COM-03'].ageMonths < rules['COM-02'].ageMonths) {
    problems.push({ path: 'rules.COM-03', message: 'COM-03 would be reached before COM-02, which it replaces.' });
  }
  for (const code of ['OPS', 'DEV'] as const) {
    const best = rules[`${code}-01`].bestScore;
    if (best !== 5 * 10_000) problems.push({ path: `rules.${code}-01.bestScore`, message: `Field assessments are recorded from 0 to 5, so the best score is 5, not ${best / 10_000}.` });
  }
  for (const code of CATEGORY_CODES) {
    if (edition.veto.categories.value.filter((other) => other === code).length > 1) problems.push({ path: 'veto.categories', message: `${code} is named twice.` });
  }
  return problems;
}

/** A reward whose deduction has always lapsed before the reward can follow it repairs nothing (domain.md §3.3, "Editions"). */
function rewards(edition: Edition): EditionProblem[] {
  const { rules } = compileEdition(edition);
  const problems: EditionProblem[] = [];
  for (const id of RULE_IDS) {
    const rule = edition.rules[id];
    if (!('repairs' in rule)) continue;
    const { months, days } = rule.earliest.value;
    for (const repaired of rule.repairs.value) {
      const path = `rules.${id}.repairs`;
      if (!isRule(repaired)) {
        problems.push({ path, message: `${id} is to repair ${repaired}, but there is no such rule.` });
      } else if (!(rules[repaired].points < 0)) {
        problems.push({ path, message: `${id} is to repair ${repaired}, which takes nothing away.` });
      } else if (repaired.slice(0, 3) !== id.slice(0, 3)) {
        problems.push({ path, message: `${id} cannot repair ${repaired}, which is of another category.` });
      } else if (rules[repaired].windowMonths < months || (rules[repaired].windowMonths === months && days > 0)) {
        problems.push({
          path,
          message: `${id} can never take effect on ${repaired}: it follows ${months} months${days ? ` and ${days} day` : ''} later at the earliest, but ${repaired} has lapsed ${rules[repaired].windowMonths} months after its end.`,
        });
      }
    }
  }
  const clean = edition.rules['COM-07'];
  if (clean.earliest.value.months < clean.cleanMonths.value) {
    problems.push({ path: 'rules.COM-07.earliest', message: `COM-07 asks for ${clean.cleanMonths.value} months without arrears, so it cannot follow after ${clean.earliest.value.months} months.` });
  }
  const accidentFree = edition.rules['SAF-08'];
  if (accidentFree.earliest.value.months < accidentFree.cleanMonths.value) {
    problems.push({ path: 'rules.SAF-08.earliest', message: `SAF-08 asks for ${accidentFree.cleanMonths.value} months without accident, so it cannot follow after ${accidentFree.earliest.value.months} months.` });
  }
  return problems;
}

