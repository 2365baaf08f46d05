import { customerColumn, dayColumn, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** mandate_findings: finding_no, customer_no, found_on (domain.md §4). */
export const mandateFinding = recordKind({
  kind: 'mandate_finding',
  file: 'mandate_findings',
  words: 'mandate finding',
  number: 'finding_no',
  columns: [numberColumn('finding_no'), customerColumn, dayColumn('found_on')],
  event: 'MandateFoundVoid',
  occurredOn: 'found_on',
});
