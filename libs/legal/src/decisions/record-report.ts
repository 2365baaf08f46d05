import { z } from 'zod';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { legalRoom } from '../legal-room.js';
import { report } from '../records/report.js';

export class RecordReport extends GivenCommand {}

export const recordReport = recordsRow({
  name: 'RecordReport',
  command: RecordReport,
  recording: legalRoom,
  kind: report,
  summary: {
    en: 'Records a tip on an absconded debtor or a report of a crime; the informant is kept encrypted.',
    zh: '登记欠费逃匿线索或举报；举报人身份加密保存。',
  },
  example: { report_no: 'R000001', customer_no: 'C000001', kind: 'absconder_tip', reported_on: '2023-06-02' },
  personalFields: { informant: z.string().min(1).max(1000).optional().describe('Personal: kept encrypted under a key of this report alone.') },
});
