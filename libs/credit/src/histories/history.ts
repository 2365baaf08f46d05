import { formatDay, type Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { CustomerClass } from '#customers/events.js';
import { differs } from '../assessing/differences.js';
import type { CaseFile } from '../case-file/case-file.js';
import type { EditionBook } from '../editions/edition-book.js';
import type { CategoryCode, Grade } from '../rules/rule-ids.js';
import { causesOf, openingCauses, type Cause } from './causes.js';
import { walkDays, type StandingDay } from './walk-days.js';

/** A day on which anything changed, and by what. Points as decimal strings, days as YYYY-MM-DD. */
export interface HistoryDay {
  readonly day: string;
  readonly total: string;
  readonly grade: Grade;
  /** "", "COM", "LAW" or "COM+LAW". */
  readonly veto: string;
  readonly customer_class: CustomerClass;
  readonly provisional: boolean;
  readonly stale: readonly CategoryCode[];
  readonly edition: string;
  readonly causes: readonly Cause[];
}

export interface HistoryQuestion {
  /** The day the account was opened, as known at `position`. */
  readonly openedOn: Day;
  /** First and last day asked about; a closed account is scored through its closing day only. */
  readonly from: Day;
  readonly to: Day;
  readonly position: number;
  readonly book: EditionBook;
}

/** How a customer's score came about, under one knowledge: one item per day of the period on which anything changed. */
export function history(file: CaseFile, { openedOn, from, to, position, book }: HistoryQuestion): HistoryDay[] {
  const days: HistoryDay[] = [];
  let before: StandingDay | null = null;
  // The day before the first is the measure of what changed on the first.
  for (const standing of walkDays(file, Math.max(openedOn, from - 1), to, position, book)) {
    if (!before) {
      if (standing.day === openedOn && openedOn >= from) days.push(told(standing, openingCauses(standing)));
    } else if (differs(before.assessment, standing.assessment)) {
      days.push(told(standing, causesOf(file, before, standing, position, book)));
    }
    before = standing;
  }
  return days;
}

function told({ day, assessment }: StandingDay, causes: readonly Cause[]): HistoryDay {
  return {
    day: formatDay(day),
    total: formatPoints(assessment.total, assessment.scale),
    grade: assessment.grade,
    veto: assessment.veto.join('+'),
    customer_class: assessment.customerClass,
    provisional: assessment.provisional,
    stale: assessment.stale,
    edition: assessment.edition,
    causes,
  };
}
