import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { billingRoom } from '../billing-room.js';
import { mandateFinding } from '../records/mandate-finding.js';

export class RecordMandateFinding extends GivenCommand {}

export const recordMandateFinding = recordsRow({
  name: 'RecordMandateFinding',
  command: RecordMandateFinding,
  recording: billingRoom,
  kind: mandateFinding,
  summary: {
    en: 'Records that a wrong account number was given on purpose and the mandate is void.',
    zh: '登记故意提供错误账号、委托无效的认定。',
  },
  example: { finding_no: 'M000001', customer_no: 'C000001', found_on: '2023-04-03' },
});
