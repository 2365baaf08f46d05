import { customerColumn, dayColumn, moneyColumn, numberColumn, periodColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** bills: bill_no, customer_no, period, issued_on, due_on, amount (domain.md §4). */
export const bill = recordKind({
  kind: 'bill',
  file: 'bills',
  words: 'bill',
  number: 'bill_no',
  columns: [numberColumn('bill_no'), customerColumn, periodColumn('period'), dayColumn('issued_on'), dayColumn('due_on', 'issued_on'), moneyColumn('amount')],
  event: 'BillIssued',
  occurredOn: 'issued_on',
});
