import { choiceColumn, customerColumn, dayColumn, laterDay, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** reports: report_no, customer_no, kind, reported_on, verified_on (domain.md §4). */
export const report = recordKind({
  kind: 'report',
  file: 'reports',
  words: 'report',
  number: 'report_no',
  columns: [
    numberColumn('report_no'),
    customerColumn,
    choiceColumn('kind', ['absconder_tip', 'crime_report']),
    dayColumn('reported_on'),
    laterDay('verified_on', 'ReportVerified', 'reported_on'),
  ],
  event: 'ReportReceived',
  occurredOn: 'reported_on',
});
