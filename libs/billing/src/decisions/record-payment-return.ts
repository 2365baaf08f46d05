import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { billingRoom } from '../billing-room.js';
import { paymentReturn } from '../records/payment-return.js';

export class RecordPaymentReturn extends GivenCommand {}

export const recordPaymentReturn = recordsRow({
  name: 'RecordPaymentReturn',
  command: RecordPaymentReturn,
  recording: billingRoom,
  kind: paymentReturn,
  summary: {
    en: 'Records that a payment was returned: from that day it counts as never made.',
    zh: '登记付款退回：自该日起视为从未付款。',
  },
  example: { payment_no: 'P000001', returned_on: '2023-02-25' },
});
