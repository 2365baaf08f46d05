import { formatPoints, UNITS_PER_POINT } from '#platform/kernel/points.js';
import type { Assessment } from '../assessing/assessment.js';
import type { CompiledEdition } from '../editions/compiled-edition.js';
import { RULE_IDS, type Grade, type RuleId } from '../rules/rule-ids.js';
import type { ImpactWording } from './impact-wording.js';

/** What differs between two judgements of the same facts. */
export interface Because {
  readonly rule: RuleId | 'FULL' | 'CATEGORIES' | 'VETO' | 'VETO-GRADE' | 'GRADES';
  /** Effective points of the rule, full marks, vetoed categories, lower bound of the grade. */
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

/** Rule by rule, then marks, veto and bounds: everything that makes one edition's answer differ from another's. */
export function whyDifferent(before: Assessment, after: Assessment, from: CompiledEdition, to: CompiledEdition, wording: ImpactWording): Because[] {
  const told: Because[] = [];
  const tell = (rule: Because['rule'], what: string, old: string, now: string): void => {
    if (old !== now) told.push({ rule, before: old, after: now, text: wording[rule in wording ? (rule as keyof ImpactWording) : 'RULE']({ what, old, now }) });
  };
  for (const rule of RULE_IDS) tell(rule, rule, pointsOf(before, rule), pointsOf(after, rule));
  const codes = ({ categories }: Assessment): string => categories.map(({ code }) => code).join('+');
  tell('CATEGORIES', '', codes(before), codes(after));
  for (const category of before.categories) {
    const other = after.categories.find(({ code }) => code === category.code);
    if (other) tell('FULL', category.code, formatPoints(category.full, before.scale), formatPoints(other.full, after.scale));
  }
  tell('VETO', '', before.veto.join('+'), after.veto.join('+'));
  if (before.veto.length > 0 && after.veto.length > 0) tell('VETO-GRADE', '', from.vetoGrade, to.vetoGrade);
  const bound = (edition: CompiledEdition, grade: Grade): string => formatPoints(edition.grades.find((row) => row.grade === grade)!.from, UNITS_PER_POINT);
  for (const grade of new Set([before.grade, after.grade])) tell('GRADES', grade, bound(from, grade), bound(to, grade));
  return told;
}

/** Effective points of all live entries of a rule; "" if there is none. */
function pointsOf({ entries, numerator, scale }: Assessment, rule: RuleId): string {
  const live = entries.filter((entry) => entry.rule === rule);
  return live.length === 0 ? '' : formatPoints(live.reduce((points, entry) => points + entry.points * numerator, 0), scale);
}
