import { dayOf, type Day } from '#platform/kernel/day.js';
import { parsePoints, type Units } from '#platform/kernel/points.js';
import type { CustomerClass } from '#customers/events.js';
import { CATEGORY_CODES, GRADES, RULE_IDS, type CategoryCode, type Grade, type RuleId } from '../rules/rule-ids.js';
import type { Edition } from './edition-schema.js';

/** The dated parameters of one rule, as numbers; what a rule has no use for is 0. */
export interface RuleParameters {
  readonly points: Units;
  readonly windowMonths: number;
  readonly streakLength: number;
  readonly ageMonths: number;
  readonly groupMonths: number;
  readonly cleanMonths: number;
  readonly bestScore: Units;
  readonly staleMonths: number;
}

export interface ClassBasis {
  readonly categories: readonly CategoryCode[];
  /** The class's points are the rulebook's × numerator ÷ denominator. */
  readonly numerator: number;
  readonly denominator: number;
}

/** An edition ready for assessing: numbers instead of text, nothing to look up twice. */
export interface CompiledEdition {
  readonly id: string;
  readonly inForceFrom: Day;
  readonly source: Edition;
  readonly rules: Readonly<Record<RuleId, RuleParameters>>;
  readonly fullMarks: Readonly<Record<CategoryCode, Units>>;
  readonly classes: Readonly<Record<CustomerClass, ClassBasis>>;
  readonly vetoCategories: ReadonlySet<CategoryCode>;
  readonly vetoGrade: Grade;
  /** Best first; `from` is included. */
  readonly grades: readonly { grade: Grade; from: Units }[];
  readonly provisionalMonths: number;
}

/** Compiles an edition that its schema has accepted. */
export function compileEdition(edition: Edition): CompiledEdition {
  const units = (text: string): Units => {
    const parsed = parsePoints(text);
    if (parsed === null) throw new RangeError(`'${text}' is not a number of points`);
    return parsed;
  };
  const rules = {} as Record<RuleId, RuleParameters>;
  for (const id of RULE_IDS) {
    const rule = edition.rules[id] as Partial<Record<keyof RuleParameters, { value: string | number }>>;
    const whole = (name: keyof RuleParameters): number => Number(rule[name]?.value ?? 0);
    const decimal = (name: keyof RuleParameters): Units => units(String(rule[name]?.value ?? '0'));
    rules[id] = {
      points: decimal('points'),
      windowMonths: whole('windowMonths'),
      streakLength: whole('streakLength'),
      ageMonths: whole('ageMonths'),
      groupMonths: whole('groupMonths'),
      cleanMonths: whole('cleanMonths'),
      bestScore: decimal('bestScore'),
      staleMonths: whole('staleMonths'),
    };
  }
  const fullMarks = {} as Record<CategoryCode, Units>;
  for (const code of CATEGORY_CODES) fullMarks[code] = units(edition.categories[code].fullMarks.value);
  const basis = (name: CustomerClass): ClassBasis => {
    const { categories, scale } = edition.classes[name];
    const [numerator, denominator] = scale.value.split('/').map(Number);
    return { categories: CATEGORY_CODES.filter((code) => categories.includes(code)), numerator, denominator };
  };
  const order = (grade: Grade): number => GRADES.indexOf(grade);
  return {
    id: edition.id,
    inForceFrom: dayOf(edition.inForceFrom),
    source: edition,
    rules,
    fullMarks,
    classes: { power: basis('power'), lighting: basis('lighting') },
    vetoCategories: new Set(edition.veto.categories.value),
    vetoGrade: edition.veto.grade.value,
    grades: edition.grades
      .map(({ grade, from }) => ({ grade, from: units(from.value) }))
      .sort((a, b) => order(a.grade) - order(b.grade)),
    provisionalMonths: edition.provisionalMonths.value,
  };
}
