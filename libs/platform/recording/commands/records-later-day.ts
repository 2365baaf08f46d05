import { z } from 'zod';
import type { RefusalReason } from '#platform/deciding/refusal.js';
import { decideRows } from '../decide-rows.js';
import { checkRow, readRow } from '../read-row.js';
import type { CellProblem, RecordKind } from '../record-kind.js';
import { columnIndex } from '../record-kind.js';
import type { RecordingRoom } from '../room.js';
import { liveRecord } from '../room-state.js';
import type { RoomState } from '../room-state.js';
import type { CommandClass, InBothLanguages, RecordingCommand } from './command-description.js';
import { dayField, documentNumberField } from './input-schema.js';

type Input = Record<string, unknown>;

interface Declaration {
  readonly name: string;
  readonly recording: RecordingRoom;
  readonly kind: RecordKind;
  /** The later-day column. */
  readonly day: string;
  readonly command: CommandClass;
  readonly summary: InBothLanguages;
  readonly example: Record<string, unknown>;
}

/** A command that fills one later day of a record: its number and the day. */
export function recordsLaterDay({ kind, recording, day, ...declaration }: Declaration): RecordingCommand<Input> {
  const at = columnIndex(kind, day);
  const isCustomer = kind.number === 'customer_no';
  return {
    ...declaration,
    room: recording.name,
    recording,
    schema: z.strictObject({
      [kind.number]: documentNumberField,
      [day]: dayField.describe(`A day YYYY-MM-DD, no earlier than ${kind.columns[at].notBefore}.`),
      ...(isCustomer ? {} : { customer_no: documentNumberField.optional().describe(`Left out: the customer of the ${kind.words}.`) }),
      record_again: z.boolean().optional().describe('Record it although the same day was entered in error before.'),
    }),
    subject: (input) => (typeof input.customer_no === 'string' ? { customerNo: input.customer_no } : { kind: kind.kind, number: String(input[kind.number]) }),
    rows: (input) => ({ rows: [], problems: readRow(kind, kind.columns.map((_, i) => (i === at ? String(input[day]) : ''))).problems.filter((problem) => problem.column === day) }),
    decide: (state, input, _rows, context) => {
      const number = String(input[kind.number]);
      const live = liveRecord(state, kind, number);
      if (!live) return { events: [], problems: [unknownRecord(state, kind, number, context.customerNo)] };
      const values = live.values.map((value, i) => (i === at ? String(input[day]) : value));
      const problems = checkRow(kind, values);
      if (problems.length > 0) return { events: [], problems };
      const row = { kind, number, customerNo: context.customerNo, values, line: 0 };
      return decideRows(recording, state, [row], { ...context, recordAgain: input.record_again === true });
    },
  };
}

/** The problem of a number under which no record stands. */
export function unknownRecord(state: RoomState, kind: RecordKind, number: string, customerNo: string): CellProblem & RefusalReason {
  const voided = (state.entries.get(kind)?.get(number)?.voided.length ?? 0) > 0;
  return {
    code: `unknown-${kind.kind.replaceAll('_', '-')}`,
    column: kind.number,
    value: number,
    expected: `a ${kind.words} of customer ${customerNo}`,
    message: voided ? `The ${kind.words} ${number} was entered in error and does not stand.` : `There is no ${kind.words} ${number} of customer ${customerNo}.`,
  };
}
