import { customerColumn, dayColumn, moneyColumn, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** payments: payment_no, customer_no, bill_no, paid_on, amount (domain.md §4). */
export const payment = recordKind({
  kind: 'payment',
  file: 'payments',
  words: 'payment',
  number: 'payment_no',
  columns: [numberColumn('payment_no'), customerColumn, numberColumn('bill_no'), dayColumn('paid_on'), moneyColumn('amount')],
  event: 'PaymentReceived',
  occurredOn: 'paid_on',
  refers: { column: 'bill_no', kind: 'bill', day: 'paid_on', notBefore: 'issued_on' },
});
