import { z } from 'zod';
import { decideVoid } from '../decide-void.js';
import type { RecordingRoom } from '../room.js';
import type { RecordingCommand } from './command-description.js';
import { GivenCommand } from './given-command.js';
import { documentNumberField, reasonField } from './input-schema.js';

export class RecordEnteredInError extends GivenCommand<VoidInput> {}

export interface VoidInput {
  kind: string;
  number: string;
  later_day?: string;
  customer_no?: string;
  reason: string;
}

/**
 * The command that declares a record, or one later day of it, entered in error: void from the start for every knowledge
 * date at or after the correction (domain.md §3.3, 16). One command for all rooms; `kind` says which stream.
 */
export function recordEnteredInError(rooms: readonly RecordingRoom[]): RecordingCommand<VoidInput> {
  const kinds = rooms.flatMap((room) => room.kinds.map((kind) => ({ room, kind })));
  const roomOf = ({ kind: name }: VoidInput): RecordingRoom => {
    const found = kinds.find(({ kind }) => kind.kind === name);
    if (!found) throw new Error(`no room records ${name}`);
    return found.room;
  };
  const days = rooms.flatMap((room) => [...room.kinds.flatMap((kind) => kind.columns.filter((column) => column.need === 'later').map((column) => column.name)), ...(room.otherDays ?? [])]);
  return {
    name: 'RecordEnteredInError',
    room: 'platform',
    command: RecordEnteredInError,
    recording: roomOf,
    summary: {
      en: 'Declares a record, or one later day of it, entered in error: it is void from the start, for every knowledge date from now on.',
      zh: '声明某项记录（或其某一后续日期）为错误录入：自更正起的任何认知日期下均自始无效。',
    },
    example: { kind: 'payment', number: 'P000001', reason: 'It was paid by another customer.' },
    schema: z.strictObject({
      kind: z.enum(kinds.map(({ kind }) => kind.kind) as [string, ...string[]]).describe('What was entered in error.'),
      number: documentNumberField.describe('Its number; of a return its payment_no, of an exemption its bill_no.'),
      later_day: z
        .enum([...new Set(days)] as [string, ...string[]])
        .optional()
        .describe('Only this day of the record; left out: the whole record. effective_from means the last reclassification of a customer.'),
      customer_no: documentNumberField.optional().describe('Left out: the customer of the record.'),
      reason: reasonField,
    }),
    subject: (input) => {
      const kind = roomOf(input).byKind.get(input.kind);
      if (kind?.number === 'customer_no') return { customerNo: input.number };
      if (input.customer_no !== undefined) return { customerNo: input.customer_no };
      return { kind: kind?.refers?.column === kind?.number ? (kind?.refers?.kind ?? input.kind) : input.kind, number: input.number };
    },
    rows: () => ({ rows: [], problems: [] }),
    looksElsewhere: (input) => roomOf(input).opensCustomer === true && input.later_day === undefined,
    decide: (state, input, _rows, context) => {
      const room = roomOf(input);
      const kind = room.byKind.get(input.kind);
      if (!kind) throw new Error(`the room ${room.name} does not record ${input.kind}`);
      return decideVoid(room, state, { kind, number: input.number, customerNo: context.customerNo, laterDay: input.later_day, reason: input.reason, today: context.today, standsElsewhere: context.standsElsewhere });
    },
  };
}
