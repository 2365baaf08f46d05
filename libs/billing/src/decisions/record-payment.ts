import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { billingRoom } from '../billing-room.js';
import { payment } from '../records/payment.js';

export class RecordPayment extends GivenCommand {}

export const recordPayment = recordsRow({
  name: 'RecordPayment',
  command: RecordPayment,
  recording: billingRoom,
  kind: payment,
  summary: {
    en: 'Records a payment on a bill. Payments without a return never exceed the bill.',
    zh: '登记账单付款；未退回的付款合计不得超过账单金额。',
  },
  example: { payment_no: 'P000001', customer_no: 'C000001', bill_no: 'B000001', paid_on: '2023-02-18', amount: '689.50' },
});
