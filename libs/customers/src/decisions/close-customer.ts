import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { customersRoom } from '../customers-room.js';
import { customer } from '../records/customer.js';

export class CloseCustomer extends GivenCommand {}

export const closeCustomer = recordsLaterDay({
  name: 'CloseCustomer',
  command: CloseCustomer,
  recording: customersRoom,
  kind: customer,
  day: 'closed_on',
  summary: {
    en: 'Closes an account. What is recorded of the customer later is kept.',
    zh: '销户；其后登记的事项仍予保留。',
  },
  example: { customer_no: 'C000001', closed_on: '2024-06-30' },
});
