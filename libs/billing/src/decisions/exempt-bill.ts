import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { billingRoom } from '../billing-room.js';
import { billExemption } from '../records/bill-exemption.js';

export class ExemptBill extends GivenCommand {}

export const exemptBill = recordsRow({
  name: 'ExemptBill',
  command: ExemptBill,
  recording: billingRoom,
  kind: billExemption,
  summary: {
    en: 'Exempts a bill: from the day of the decision it counts as never issued.',
    zh: '豁免账单：自决定之日起视为从未开具。',
  },
  example: { bill_no: 'B000001', decided_on: '2023-03-10', reason: 'The meter was read wrongly.' },
});
