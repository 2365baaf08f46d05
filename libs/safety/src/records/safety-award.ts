import { customerColumn, dayColumn, numberColumn, textColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** safety_awards: award_no, customer_no, period_from, period_to, approved_on, approved_by (domain.md §4). */
export const safetyAward = recordKind({
  kind: 'safety_award',
  file: 'safety_awards',
  words: 'safety award',
  number: 'award_no',
  columns: [
    numberColumn('award_no'),
    customerColumn,
    dayColumn('period_from'),
    dayColumn('period_to', 'period_from'),
    dayColumn('approved_on', 'period_to'),
    textColumn('approved_by'),
  ],
  event: 'SafetyAwardApproved',
  occurredOn: 'approved_on',
});
