import { choiceColumn, customerColumn, dayColumn, numberColumn, scoreColumn, textColumn } from '#platform/recording/columns.js';
import { clip } from '#platform/recording/read-row.js';
import { recordKind } from '#platform/recording/record-kind.js';

const samePerson = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** field_assessments: assessment_no, customer_no, area, score, assessed_on, assessed_by, approved_on, approved_by (domain.md §4). */
export const fieldAssessment = recordKind({
  kind: 'field_assessment',
  file: 'field_assessments',
  words: 'field assessment',
  number: 'assessment_no',
  columns: [
    numberColumn('assessment_no'),
    customerColumn,
    choiceColumn('area', ['operations', 'development']),
    scoreColumn('score'),
    dayColumn('assessed_on'),
    textColumn('assessed_by'),
    dayColumn('approved_on', 'assessed_on'),
    textColumn('approved_by'),
  ],
  event: 'FieldAssessmentApproved',
  occurredOn: 'approved_on',
  check: (row) => {
    const approver = row('approved_by') as string;
    if (!samePerson(approver, row('assessed_by') as string)) return [];
    const message = `approved_by '${clip(approver)}' is the assessor; an assessment is approved by another person.`;
    return [{ code: 'approver-is-assessor', column: 'approved_by', value: clip(approver), expected: 'another person than assessed_by', message }];
  },
});
