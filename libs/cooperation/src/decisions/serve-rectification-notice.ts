import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { cooperationRoom } from '../cooperation-room.js';
import { rectificationNotice } from '../records/rectification-notice.js';

export class ServeRectificationNotice extends GivenCommand {}

export const serveRectificationNotice = recordsRow({
  name: 'ServeRectificationNotice',
  command: ServeRectificationNotice,
  recording: cooperationRoom,
  kind: rectificationNotice,
  summary: {
    en: 'Serves a rectification notice with its deadline.',
    zh: '送达限期整改通知书。',
  },
  example: { notice_no: 'N000001', customer_no: 'C000001', served_on: '2023-09-05', deadline_on: '2023-10-05' },
});
