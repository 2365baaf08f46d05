import { choiceColumn, customerColumn, dayColumn, laterDay, numberColumn, oneUnlessSaid } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** safety_findings: finding_no, customer_no, kind, found_on, persons, rectified_on (domain.md §4). */
export const safetyFinding = recordKind({
  kind: 'safety_finding',
  file: 'safety_findings',
  words: 'safety finding',
  number: 'finding_no',
  columns: [
    numberColumn('finding_no'),
    customerColumn,
    choiceColumn('kind', ['unqualified_electrician', 'deficient_procedures']),
    dayColumn('found_on'),
    oneUnlessSaid('persons'),
    laterDay('rectified_on', 'SafetyDefectRectified', 'found_on'),
  ],
  event: 'SafetyDefectFound',
  occurredOn: 'found_on',
});
