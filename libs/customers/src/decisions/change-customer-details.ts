import { z } from 'zod';
import type { RecordingCommand } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { documentNumberField, fieldSchema } from '#platform/recording/commands/input-schema.js';
import { cellOf } from '#platform/recording/commands/records-row.js';
import { unknownRecord } from '#platform/recording/commands/records-later-day.js';
import { decideRows } from '#platform/recording/decide-rows.js';
import { readRow } from '#platform/recording/read-row.js';
import { columnIndex } from '#platform/recording/record-kind.js';
import { liveRecord } from '#platform/recording/room-state.js';
import { customersRoom } from '../customers-room.js';
import { customer } from '../records/customer.js';

export class ChangeCustomerDetails extends GivenCommand {}

type Input = Record<string, unknown> & { customer_no: string };

const details = customer.columns.filter((column) => column.changes);
const NUMBER = columnIndex(customer, 'customer_no');

/** What is left out stays as it is. */
export const changeCustomerDetails: RecordingCommand<Input> = {
  name: 'ChangeCustomerDetails',
  room: 'customers',
  recording: customersRoom,
  command: ChangeCustomerDetails,
  summary: {
    en: 'Records another name, region, segment, phone, address or contract number of a customer.',
    zh: '变更客户名称、区域、细分、电话、地址或合同编号。',
  },
  example: { customer_no: 'C000001', region: 'south', phone: '+86 10 5550 4321' },
  schema: z
    .strictObject({ customer_no: documentNumberField, ...Object.fromEntries(details.map((column) => [column.name, fieldSchema({ ...column, need: 'optional' })])) })
    .refine((input) => details.some((column) => typeof (input as Record<string, unknown>)[column.name] === 'string'), 'at least one detail is expected'),
  personalFields: details.filter((column) => column.personal).map((column) => column.name),
  subject: (input) => ({ customerNo: input.customer_no }),
  rows: (input, customerNo) => {
    const { values, problems } = readRow(customer, customer.columns.map((column) => (column.changes || column.name === 'customer_no' ? cellOf(input[column.name]) : '')));
    const wrong = problems.filter((problem) => problem.code !== 'empty');
    return { rows: wrong.length > 0 ? [] : [{ kind: customer, number: values[NUMBER] as string, customerNo, values, line: 0 }], problems: wrong };
  },
  decide: (state, input, [row], context) => {
    const live = liveRecord(state, customer, input.customer_no);
    if (!live) return { events: [], problems: [unknownRecord(state, customer, input.customer_no, input.customer_no)] };
    const values = customer.columns.map((column, at) => (column.changes ? row.values[at] : live.values[at]));
    return decideRows(customersRoom, state, [{ ...row, values }], context);
  },
};
