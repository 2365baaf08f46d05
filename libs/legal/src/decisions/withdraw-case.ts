import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { legalRoom } from '../legal-room.js';
import { violation } from '../records/violation.js';

export class WithdrawCase extends GivenCommand {}

export const withdrawCase = recordsLaterDay({
  name: 'WithdrawCase',
  command: WithdrawCase,
  recording: legalRoom,
  kind: violation,
  day: 'withdrawn_on',
  summary: {
    en: 'Withdraws a case: from that day it does not count.',
    zh: '撤销案件：自该日起不计。',
  },
  example: { case_no: 'V000001', withdrawn_on: '2023-08-01' },
});
