import { z } from 'zod';
import { decideVoid } from '../decide-void.js';
import type { RecordingRoom } from '../room.js';
import type { CommandClass, InBothLanguages, RecordingCommand } from './command-description.js';
import { documentNumberField, reasonField } from './input-schema.js';

type Input = Record<string, unknown>;

interface Declaration {
  readonly name: string;
  readonly recording: RecordingRoom;
  readonly command: CommandClass;
  readonly summary: InBothLanguages;
  readonly example: Record<string, unknown>;
  /** Days that may be named although they are no later-day column. */
  readonly otherDays?: readonly string[];
}

/** The command that declares a record of a room, or one later day of it, entered in error. */
export function recordsEnteredInError({ recording, otherDays = [], ...declaration }: Declaration): RecordingCommand<Input> {
  const days = [...recording.kinds.flatMap((kind) => kind.columns.filter((column) => column.need === 'later').map((column) => column.name)), ...otherDays];
  const kinds = recording.kinds.map((kind) => kind.kind) as [string, ...string[]];
  const schema = z.strictObject({
    kind: z.enum(kinds).describe('What was entered in error.'),
    number: documentNumberField.describe('Its number; of a return its payment_no, of an exemption its bill_no.'),
    ...(days.length > 0 ? { later_day: z.enum(days as [string, ...string[]]).optional().describe('Only this day of the record; left out: the whole record.') } : {}),
    customer_no: documentNumberField.optional().describe('Left out: the customer of the record.'),
    reason: reasonField,
  });
  return {
    ...declaration,
    room: recording.name,
    recording,
    schema,
    subject: (input) => {
      const number = String(input.number);
      if (recording.opensCustomer) return { customerNo: number };
      if (typeof input.customer_no === 'string') return { customerNo: input.customer_no };
      const kind = recording.byKind.get(String(input.kind));
      return { kind: kind?.refers && kind.refers.column === kind.number ? kind.refers.kind : String(input.kind), number };
    },
    rows: () => ({ rows: [], problems: [] }),
    looksElsewhere: (input) => recording.opensCustomer === true && input.later_day === undefined,
    decide: (state, input, _rows, context) => {
      const kind = recording.byKind.get(String(input.kind));
      if (!kind) throw new Error(`unknown kind ${String(input.kind)}`);
      return decideVoid(recording, state, {
        kind,
        number: String(input.number),
        customerNo: context.customerNo,
        laterDay: input.later_day as string | undefined,
        reason: String(input.reason),
        today: context.today,
        standsElsewhere: context.standsElsewhere,
      });
    },
  };
}
