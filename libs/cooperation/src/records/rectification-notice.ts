import { customerColumn, dayColumn, laterDay, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** rectification_notices: notice_no, customer_no, served_on, deadline_on, rectified_on (domain.md §4). */
export const rectificationNotice = recordKind({
  kind: 'rectification_notice',
  file: 'rectification_notices',
  words: 'rectification notice',
  number: 'notice_no',
  columns: [
    numberColumn('notice_no'),
    customerColumn,
    dayColumn('served_on'),
    dayColumn('deadline_on', 'served_on'),
    laterDay('rectified_on', 'RectificationNoticeMet', 'served_on'),
  ],
  event: 'RectificationNoticeServed',
  occurredOn: 'served_on',
});
