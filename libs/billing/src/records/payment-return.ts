import { dayColumn, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** payment_returns: payment_no, returned_on. Numbered by its payment, one each (domain.md §4). */
export const paymentReturn = recordKind({
  kind: 'payment_return',
  file: 'payment_returns',
  words: 'return of payment',
  number: 'payment_no',
  columns: [numberColumn('payment_no'), dayColumn('returned_on')],
  event: 'PaymentReturned',
  occurredOn: 'returned_on',
  refers: { column: 'payment_no', kind: 'payment', day: 'returned_on', notBefore: 'paid_on' },
});
