import { choiceColumn, customerColumn, dayColumn, laterDay, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** violations: case_no, customer_no, kind, occurred_on, confirmed_on, withdrawn_on; the last two in any order (domain.md §4). */
export const violation = recordKind({
  kind: 'violation',
  file: 'violations',
  words: 'case',
  number: 'case_no',
  columns: [
    numberColumn('case_no'),
    customerColumn,
    choiceColumn('kind', ['theft', 'contract_violation', 'obstruction', 'facility_damage']),
    dayColumn('occurred_on'),
    laterDay('confirmed_on', 'CaseConfirmed', 'occurred_on'),
    laterDay('withdrawn_on', 'CaseWithdrawn', 'occurred_on'),
  ],
  event: 'CaseOpened',
  occurredOn: 'occurred_on',
});
