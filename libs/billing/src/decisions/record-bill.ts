import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { billingRoom } from '../billing-room.js';
import { bill } from '../records/bill.js';

export class RecordBill extends GivenCommand {}

export const recordBill = recordsRow({
  name: 'RecordBill',
  command: RecordBill,
  recording: billingRoom,
  kind: bill,
  summary: {
    en: 'Records a bill that was issued to a customer.',
    zh: '登记电费账单。',
  },
  example: { bill_no: 'B000001', customer_no: 'C000001', period: '2023-01', issued_on: '2023-02-01', due_on: '2023-02-20', amount: '689.50' },
});
