import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { cooperationRoom } from '../cooperation-room.js';
import { rectificationNotice } from '../records/rectification-notice.js';

export class RecordNoticeMet extends GivenCommand {}

export const recordNoticeMet = recordsLaterDay({
  name: 'RecordNoticeMet',
  command: RecordNoticeMet,
  recording: cooperationRoom,
  kind: rectificationNotice,
  day: 'rectified_on',
  summary: {
    en: 'Records that what a rectification notice demanded was done.',
    zh: '登记限期整改已完成。',
  },
  example: { notice_no: 'N000001', rectified_on: '2023-10-01' },
});
