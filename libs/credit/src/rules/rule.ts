import type { Judging } from '../assessing/judging.js';
import type { RuleId } from './rule-ids.js';

/**
 * One rule of domain.md §3.2. Its points, windows and thresholds are dated data of an edition; its logic is `assess`,
 * pure: it reads the facts at the bench and enters what applies. Every number comes from the edition.
 */
export interface Rule {
  readonly id: RuleId;
  /** The clause of S001. */
  readonly clause: string;
  /** The rule as a sentence. */
  readonly heading: { readonly en: string; readonly zh: string };
  assess(judging: Judging): void;
}

/**
 * A step of a ladder or group: applied by its ladder, which enters only the highest step reached, so its own
 * `assess` has nothing left to do.
 */
export interface Step<Subject> extends Omit<Rule, 'assess'> {
  reached(subject: Subject, judging: Judging): boolean;
}
