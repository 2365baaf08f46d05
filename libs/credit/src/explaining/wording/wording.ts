import type { FactKind } from '../../case-file/case-file.js';
import type { NoteCode } from '../../assessing/note-codes.js';
import type { RuleId } from '../../rules/rule-ids.js';
import type { Language } from '../explanation.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** Values by name, as text of the language asked: days YYYY-MM-DD, points with two decimals, lists joined. */
export type Words = Readonly<Record<string, string>>;
type Phrase = (words: Words) => string;

/** Why a rule that nobody spoke for did not apply, found when the explanation is made. */
export type ReasonCode = NoteCode | 'not-of-class' | 'step-not-live' | 'bill-exempted' | 'payment-returned' | 'accident-entered-in-error' | 'years-behind';

export type OutlookCode =
  | 'had-bills-been-settled' | 'rises' | 'still-made-good' | 'ends-after-settlement' | 'ends' | 'ends-with-streak'
  | 'had-been-rectified' | 'ends-after-rectification' | 'another-in-group' | 'falls-if-withdrawn'
  | 'next-clean-year' | 'until-next-assessment' | 'stale-from';

export type NeedCode =
  | 'veto' | 'veto-only' | 'points' | 'time' | 'never-by-time' | 'settle-bill' | 'rectify-finding' | 'meet-notice' | 'deeds' | 'deeds-not-enough'
  | 'reassessment' | 'award' | 'award-later';

export type ChangeCode = 'added' | 'changed' | 'ended' | 'score' | 'provisional-ended' | 'stale-began' | 'stale-ended' | 'class' | 'edition';

export type ValueName =
  | 'points' | 'windowMonths' | 'streakLength' | 'ageMonths' | 'groupMonths' | 'cleanMonths' | 'bestScore' | 'staleMonths' | 'criterion'
  | 'fullMarks' | 'scale' | 'vetoCategories' | 'vetoGrade' | 'gradeFrom' | 'provisionalMonths';

/** Everything an explanation says in one language. A missing key is a compile error. */
export interface Wording {
  /** Joins a list. */
  list(items: readonly string[]): string;
  /** What stands between two sentences. */
  readonly between: string;
  entries: Record<RuleId, Phrase>;
  reasons: Record<ReasonCode, Phrase>;
  outlook: Record<OutlookCode, Phrase>;
  needs: Record<NeedCode, Phrase>;
  changes: Record<ChangeCode, Phrase>;
  facts: Record<FactKind, Phrase>;
  /** One bill within a streak; `settled` is empty while it is open. */
  bill: Phrase;
  superseded: Phrase;
  withoutEffect: Record<'category-not-of-class' | 'after-closing', Phrase>;
  voided: Phrase;
  replaced: Phrase;
  /** Names of the values of an edition. */
  values: Record<ValueName, string>;
}

export const WORDINGS: Readonly<Record<Language, Wording>> = { en, zh };
