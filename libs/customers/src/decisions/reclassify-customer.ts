import { z } from 'zod';
import type { RecordingCommand, RecordingDecision } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { dayField, documentNumberField, reasonField } from '#platform/recording/commands/input-schema.js';
import { unknownRecord } from '#platform/recording/commands/records-later-day.js';
import { day, freeText } from '#platform/recording/column-type.js';
import { tooEarly } from '#platform/recording/read-row.js';
import { columnIndex } from '#platform/recording/record-kind.js';
import { liveRecord } from '#platform/recording/room-state.js';
import { customersRoom } from '../customers-room.js';
import { CUSTOMER_CLASSES, customer } from '../records/customer.js';
import { reclassifications } from './class-history.js';

export class ReclassifyCustomer extends GivenCommand {}

const input = z.strictObject({
  customer_no: documentNumberField,
  customer_class: z.enum(CUSTOMER_CLASSES),
  effective_from: dayField.describe('The first day under the new class.'),
  reason: reasonField,
});
type Input = z.infer<typeof input>;

const CLASS = columnIndex(customer, 'customer_class');
const OPENED_ON = columnIndex(customer, 'opened_on');

/** From that day the customer is scored, with its whole history, under the new class (domain.md §3.3, 16). */
export const reclassifyCustomer: RecordingCommand<Input> = {
  name: 'ReclassifyCustomer',
  room: 'customers',
  recording: customersRoom,
  command: ReclassifyCustomer,
  summary: {
    en: 'Reclassifies a customer from a day on; its whole history is then scored under the new class.',
    zh: '自某日起变更客户类别；其全部历史此后按新类别评分。',
  },
  example: { customer_no: 'C000001', customer_class: 'lighting', effective_from: '2024-01-01', reason: 'The works were given up.' },
  schema: input,
  subject: (given) => ({ customerNo: given.customer_no }),
  rows: (given) => ({
    rows: [],
    problems: [
      ...(day.read(given.effective_from) === undefined ? [malformed('effective_from', given.effective_from, day.expected)] : []),
      ...(freeText.read(given.reason) === undefined ? [malformed('reason', given.reason, freeText.expected)] : []),
    ],
  }),
  decide: (state, given): RecordingDecision => {
    const { customer_no, customer_class, effective_from, reason } = given;
    const live = liveRecord(state, customer, customer_no);
    if (!live) return { events: [], problems: [unknownRecord(state, customer, customer_no, customer_no)] };
    const openedOn = live.values[OPENED_ON] as string;
    if (effective_from < openedOn) return { events: [], problems: [tooEarly('effective_from', effective_from, 'opened_on', openedOn)] };
    const known = reclassifications(state);
    const sameDay = known.findLast((one) => one.from === effective_from);
    if (sameDay && sameDay.customerClass !== customer_class) {
      const message = `Customer ${customer_no} is reclassified to ${sameDay.customerClass} from ${effective_from} already; declare that entered in error first.`;
      return { events: [], problems: [{ code: 'day-taken', column: 'effective_from', value: effective_from, expected: 'another day', message }] };
    }
    const before = known.filter((one) => one.from <= effective_from).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    if (sameDay || (before.at(-1)?.customerClass ?? live.values[CLASS]) === customer_class) return { events: [], problems: [] };
    const row = { kind: customer, number: customer_no, customerNo: customer_no, values: [], line: 0 };
    const payload = { customer_no, customer_class, effective_from, reason };
    return { events: [{ event: { type: 'CustomerReclassified', version: 1, occurredOn: effective_from, customers: [customer_no], payload }, row }], problems: [] };
  },
};

function malformed(column: string, value: string, expected: string) {
  return { code: 'malformed', column, value, expected, message: `${column} '${value}' is not ${expected}.` };
}
