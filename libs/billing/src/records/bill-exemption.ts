import { dayColumn, numberColumn, textColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** bill_exemptions: bill_no, decided_on, reason. Numbered by its bill, one each (domain.md §4). */
export const billExemption = recordKind({
  kind: 'bill_exemption',
  file: 'bill_exemptions',
  words: 'exemption of bill',
  number: 'bill_no',
  columns: [numberColumn('bill_no'), dayColumn('decided_on'), textColumn('reason')],
  event: 'BillExempted',
  occurredOn: 'decided_on',
  refers: { column: 'bill_no', kind: 'bill', day: 'decided_on', notBefore: 'issued_on' },
});
