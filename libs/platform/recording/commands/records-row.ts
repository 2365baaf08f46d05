import { z } from 'zod';
import { decideRows } from '../decide-rows.js';
import { readRow } from '../read-row.js';
import type { CellProblem, RecordKind, Row } from '../record-kind.js';
import { columnIndex } from '../record-kind.js';
import type { RecordingRoom } from '../room.js';
import type { CommandClass, InBothLanguages, RecordingCommand, Subject } from './command-description.js';
import { documentNumberField, fieldsOf } from './input-schema.js';

type Input = Record<string, unknown>;

interface Declaration {
  readonly name: string;
  readonly recording: RecordingRoom;
  readonly kind: RecordKind;
  readonly command: CommandClass;
  readonly summary: InBothLanguages;
  readonly example: Record<string, unknown>;
  /** Fields that no exchange file has; their texts are personal and travel beside the row. */
  readonly personalFields?: Record<string, z.ZodType>;
}

/** A command that records one row of a kind, with the columns of its exchange file as fields. */
export function recordsRow({ kind, recording, personalFields = {}, ...declaration }: Declaration): RecordingCommand<Input> {
  const ownsCustomer = kind.columns.some((column) => column.name === 'customer_no');
  const schema = z.strictObject({
    ...fieldsOf(kind),
    ...(ownsCustomer ? {} : { customer_no: documentNumberField.optional().describe('Left out: the customer of the record referred to.') }),
    ...personalFields,
    record_again: z.boolean().optional().describe('Record it although the same content was entered in error under this number before.'),
  });
  return {
    ...declaration,
    room: recording.name,
    recording,
    schema,
    personalFields: [...kind.columns.filter((column) => column.personal).map((column) => column.name), ...Object.keys(personalFields)],
    subject: (input) => subjectOf(kind, input),
    rows: (input, customerNo) => {
      const { row, problems } = rowOf(kind, input, customerNo);
      const personal = Object.fromEntries(Object.keys(personalFields).flatMap((name) => (typeof input[name] === 'string' ? [[name, input[name]]] : [])));
      return { rows: row ? [{ ...row, personal }] : [], problems };
    },
    decide: (state, input, rows, context) => decideRows(recording, state, rows, { ...context, recordAgain: input.record_again === true }),
  };
}

/** The row of an input, or what is wrong with it. */
export function rowOf(kind: RecordKind, input: Input, customerNo: string): { row: Row | null; problems: CellProblem[] } {
  const cells = kind.columns.map((column) => cellOf(input[column.name]));
  const { values, problems } = readRow(kind, cells);
  if (problems.length > 0) return { row: null, problems };
  return { row: { kind, number: values[columnIndex(kind, kind.number)] as string, customerNo, values, line: 0 }, problems };
}

function subjectOf(kind: RecordKind, input: Input): Subject {
  if (typeof input.customer_no === 'string') return { customerNo: input.customer_no };
  return { kind: (kind.refers as NonNullable<RecordKind['refers']>).kind, number: String(input[kind.number]) };
}

/** A field as the text a file would hold. */
export function cellOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
