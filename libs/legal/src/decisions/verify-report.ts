import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { legalRoom } from '../legal-room.js';
import { report } from '../records/report.js';

export class VerifyReport extends GivenCommand {}

export const verifyReport = recordsLaterDay({
  name: 'VerifyReport',
  command: VerifyReport,
  recording: legalRoom,
  kind: report,
  day: 'verified_on',
  summary: {
    en: 'Records that a report was verified.',
    zh: '登记举报已核实。',
  },
  example: { report_no: 'R000001', verified_on: '2023-06-20' },
});
