import type { CustomerClass } from '#customers/events.js';
import type { CategoryCode, Grade, RuleId } from '../rules/rule-ids.js';

/** The languages in which an explanation can be had. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

// Everything below is what leaves as JSON: days as YYYY-MM-DD, points as decimal strings of two digits.

/** A recorded fact. `late`: it was recorded only after the day asked about. */
export interface ExplainedFact {
  readonly event: string;
  readonly type: string;
  readonly document: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly position: number;
  readonly late: boolean;
  readonly text: string;
}

/** A value of the edition that something rests on: S stated in a source, F found elsewhere, D our decision. */
export interface SourcedValue {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly status: 'S' | 'F' | 'D';
  readonly source: string;
  readonly clause: string;
  readonly note: string;
  readonly edition: string;
}

/** What would have changed an entry, or still will, and by when. */
export interface Outlook {
  readonly code: string;
  /** The last day on which something can still be done, or the day from which it holds; null where none is named. */
  readonly day: string | null;
  readonly text: string;
}

export interface ExplainedEntry {
  readonly id: string;
  readonly rule: RuleId;
  readonly heading: Bilingual;
  readonly category: CategoryCode;
  /** As the rulebook states it. */
  readonly points: string;
  /** On the customer's own scale, before the category's limit. */
  readonly effective: string;
  readonly since: string;
  /** Null while its end is not known. */
  readonly until: string | null;
  readonly clause: string;
  readonly text: string;
  readonly edition: string;
  readonly facts: readonly ExplainedFact[];
  readonly basis: readonly SourcedValue[];
  /** The category's running sum before and after this entry, before the limit. */
  readonly arithmetic: { readonly before: string; readonly after: string };
  readonly outlook: readonly Outlook[];
  /** An assessment that is older than its term. */
  readonly stale: boolean;
  /** Rests on an informant's report: who informed is shown to nobody but the informant and those entitled. */
  readonly confidential: boolean;
  readonly disputed: boolean;
  /** The customer's own statement, which stands beside the entry. */
  readonly statement: string | null;
  readonly objection: { readonly id: string; readonly since: string | null; readonly answerDueOn: string | null; readonly status: string } | null;
}

export interface ExplainedCategory {
  readonly code: CategoryCode;
  readonly name: Bilingual;
  readonly full: string;
  readonly value: string;
  readonly deductions: string;
  readonly rewards: string;
  /** What the limit took away: (full + deductions + rewards) − value; below zero where it took away a deduction. */
  readonly capped: string;
  readonly veto: boolean;
  readonly stale: boolean;
  /** From the full marks through each entry to the sum before the limit. */
  readonly steps: readonly { readonly entry: string; readonly rule: RuleId; readonly before: string; readonly effective: string; readonly after: string }[];
}

export interface ExplainedReason {
  readonly rule: RuleId;
  readonly code: string;
  readonly reason: string;
  readonly document: string | null;
  /** The last day on which an application that has lapsed was live. */
  readonly until: string | null;
  readonly facts: readonly ExplainedFact[];
}

export interface ExplainedStep {
  readonly rule: RuleId;
  readonly heading: Bilingual;
  readonly category: CategoryCode;
  readonly points: string;
  readonly effective: string;
  readonly clause: string;
  /** The entry that stands in its place, and at which rule. */
  readonly entry: string;
  readonly by: RuleId;
  readonly reason: string;
}

export interface WithoutEffect {
  readonly code: 'category-not-of-class' | 'after-closing';
  readonly category: CategoryCode | null;
  readonly rule: RuleId | null;
  /** What the rulebook would take or give, where an entry would be live. */
  readonly points: string | null;
  readonly document: string;
  readonly reason: string;
  readonly facts: readonly ExplainedFact[];
}

/** A record that was found by then to be entered in error, or was replaced. */
export interface VoidedRecord extends ExplainedFact {
  readonly voidedAt: string;
  readonly voidedPosition: number;
  readonly reason: string;
}

export interface ExplainedChange {
  readonly day: string;
  readonly reason: string;
  readonly total: string;
  readonly grade: Grade;
  readonly causes: readonly { readonly rule: string; readonly points: string; readonly change: 'added' | 'changed' | 'ended' }[];
}

/** One thing that the next better grade needs, or one way to it. */
export interface GradeNeed {
  readonly kind: 'veto' | 'points' | 'time' | 'deed' | 'deeds' | 'decision';
  readonly text: string;
  readonly category?: CategoryCode;
  readonly document?: string;
  readonly points?: string;
  /** The same amount without any rounding, as a fraction. */
  readonly pointsExact?: string;
  /** The first day on which the grade is better this way; null if it never will be. */
  readonly day?: string | null;
  readonly total?: string;
  readonly grade?: Grade;
}

export interface Explanation {
  readonly customer_no: string;
  /** Entries that rest on an informant's report were left out, with their points: whoever asks may not know of them. */
  readonly confidentialOmitted: boolean;
  readonly customer_class: CustomerClass;
  readonly className: Bilingual;
  readonly asOf: string;
  readonly knownAsOf: string;
  readonly position: number;
  /** The edition in force on the day asked about. */
  readonly edition: string;
  readonly editionTitle: Bilingual;
  /** Every edition that judged something here. */
  readonly editions: readonly string[];
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly total: string;
  /** The total without any rounding, as a fraction. */
  readonly totalExact: string;
  readonly grade: Grade;
  readonly veto: string;
  readonly provisional: boolean;
  readonly provisionalUntil: string;
  readonly stale: readonly CategoryCode[];
  /** The values of the edition that the total, the veto and the grade rest on. */
  readonly basis: readonly SourcedValue[];
  readonly categories: readonly ExplainedCategory[];
  readonly entries: readonly ExplainedEntry[];
  readonly notApplied: readonly ExplainedReason[];
  readonly superseded: readonly ExplainedStep[];
  readonly withoutEffect: readonly WithoutEffect[];
  readonly voided: readonly VoidedRecord[];
  /** Null where nothing will change by the passing of time alone. */
  readonly nextChange: ExplainedChange | null;
  /** Null for the best grade and for a closed account. */
  readonly nextGrade: { readonly grade: Grade; readonly needs: readonly GradeNeed[] } | null;
}
