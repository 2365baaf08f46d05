import { choiceColumn, customerColumn, dayColumn, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** cooperation_findings: finding_no, customer_no, kind, found_on (domain.md §4). */
export const cooperationFinding = recordKind({
  kind: 'cooperation_finding',
  file: 'cooperation_findings',
  words: 'cooperation finding',
  number: 'finding_no',
  columns: [
    numberColumn('finding_no'),
    customerColumn,
    choiceColumn('kind', ['bad_faith_contract', 'refused_equipment_test', 'refused_inspection', 'dispatch_violation']),
    dayColumn('found_on'),
  ],
  event: 'CooperationFailureFound',
  occurredOn: 'found_on',
});
