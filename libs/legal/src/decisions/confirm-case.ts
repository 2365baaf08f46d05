import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { legalRoom } from '../legal-room.js';
import { violation } from '../records/violation.js';

export class ConfirmCase extends GivenCommand {}

export const confirmCase = recordsLaterDay({
  name: 'ConfirmCase',
  command: ConfirmCase,
  recording: legalRoom,
  kind: violation,
  day: 'confirmed_on',
  summary: {
    en: 'Confirms a case.',
    zh: '确认案件。',
  },
  example: { case_no: 'V000001', confirmed_on: '2023-06-10' },
});
