import type { Day } from '#platform/kernel/day.js';
import type { Units } from '#platform/kernel/points.js';
import type { CustomerClass } from '#customers/events.js';
import type { Fact, FactKind } from '../case-file/case-file.js';
import type { CategoryCode, Grade, RuleId } from '../rules/rule-ids.js';
import type { NoteCode } from './note-codes.js';

/** A fact that an entry rests on, with its kind. */
export interface Ground {
  readonly kind: FactKind;
  readonly fact: Fact;
}

/** Values that the wording of an entry or a reason is filled with: days as YYYY-MM-DD, numbers of documents, counts. */
export type WordingValues = Readonly<Record<string, string | number | readonly string[]>>;

/** One application of a rule that is live on the day asked about. */
export interface Entry {
  /** Stays the same while the application grows (a streak that reaches its next step keeps it). */
  readonly id: string;
  readonly rule: RuleId;
  readonly category: CategoryCode;
  /** As the rulebook states it, before the class's scale; below zero for a deduction. */
  readonly points: Units;
  readonly since: Day;
  /** Last day on which it is live; null while its end is not known. */
  readonly until: Day | null;
  /** Never empty. */
  readonly grounds: readonly Ground[];
  /** The edition that judged it. */
  readonly edition: string;
  readonly values: WordingValues;
}

/** A step that was reached and replaced by a higher one of the same ladder or group. */
export interface SupersededStep {
  readonly rule: RuleId;
  readonly points: Units;
  /** The entry that stands in its place. */
  readonly entry: string;
  readonly by: RuleId;
}

/** A condition that was looked at and did not apply, by a code that the wording translates. */
export interface NotApplied {
  readonly rule: RuleId;
  readonly code: NoteCode;
  readonly values: WordingValues;
  readonly grounds: readonly Ground[];
}

/** A category as scored: amounts are whole numbers of 1/`scale` point (see Assessment). */
export interface CategoryScore {
  readonly code: CategoryCode;
  readonly full: number;
  readonly deductions: number;
  readonly rewards: number;
  /** full + deductions + rewards, limited once to 0…full. */
  readonly value: number;
  /** What the limit took away: (full + deductions + rewards) − value; below zero where it took away a deduction. */
  readonly capped: number;
}

/** A customer's credit on one day, under one knowledge and one book of editions. */
export interface Assessment {
  readonly customerNo: string;
  readonly customerClass: CustomerClass;
  readonly day: Day;
  /** The edition in force that day. */
  readonly edition: string;
  /** Amounts of categories and total are whole numbers of 1/scale point. */
  readonly scale: number;
  /** An entry's points × numerator are its amount on this scale. */
  readonly numerator: number;
  readonly categories: readonly CategoryScore[];
  readonly total: number;
  readonly grade: Grade;
  /** Categories at zero before rewards, which make the grade D; empty if none. */
  readonly veto: readonly CategoryCode[];
  readonly provisional: boolean;
  readonly entries: readonly Entry[];
  readonly superseded: readonly SupersededStep[];
  /** Live applications of rules in categories that the customer's class does not have. */
  readonly withoutEffect: readonly Entry[];
  /** Field assessments in force although older than their term. */
  readonly stale: readonly CategoryCode[];
  /** Only when asked for: conditions looked at that did not apply. */
  readonly notApplied: readonly NotApplied[];
  /** Days after `day`, ascending, on which something may change by the passing of time alone. */
  readonly wakes: readonly Day[];
}
