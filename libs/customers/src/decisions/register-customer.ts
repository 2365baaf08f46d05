import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { customersRoom } from '../customers-room.js';
import { customer } from '../records/customer.js';

export class RegisterCustomer extends GivenCommand {}

export const registerCustomer = recordsRow({
  name: 'RegisterCustomer',
  command: RegisterCustomer,
  recording: customersRoom,
  kind: customer,
  summary: {
    en: 'Registers a customer: number, name, class and the day the account was opened.',
    zh: '登记客户：客户编号、名称、类别与开户日。',
  },
  example: { customer_no: 'C000001', name: '示范机械厂', customer_class: 'power', opened_on: '2023-01-01', region: 'north', phone: '+86 10 5550 1234' },
});
