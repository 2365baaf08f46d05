import type { ColumnType, Value } from './column-type.js';

/** One column of an exchange file (domain.md §4), which is also one field of the command that records the same by hand. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /**
   * `required`: never empty. `optional`: may be empty, and the whole column may be missing from the file.
   * `later`: a day that is filled when it comes; empty until then. `default`: empty means `whenEmpty`.
   */
  readonly need: 'required' | 'optional' | 'later' | 'default';
  readonly whenEmpty?: Value;
  /** A later day whose whole column may be missing (closed_on). */
  readonly mayBeMissing?: boolean;
  /** Never kept or shown in clear; inside decisions its value is a keyed hash. */
  readonly personal?: boolean;
  /** Another value under the same number records a change instead of being refused (domain.md §4: customers). */
  readonly changes?: boolean;
  /** This day comes no earlier than the day in that column of the same row. */
  readonly notBefore?: string;
  /** For a later day: the event that records it. */
  readonly event?: string;
}

/** What a row points at: `column` holds the number of a record of `kind`, of the same customer and the same room. */
export interface Reference {
  readonly column: string;
  readonly kind: string;
  /** `day` of this row comes no earlier than `notBefore` of the record pointed at. */
  readonly day: string;
  readonly notBefore: string;
}

/** A kind of record, declared as data by its room: what a row of its file holds and which events it becomes. */
export interface RecordKind {
  /** Singular, as commands and the document index name it: `bill`. */
  readonly kind: string;
  /** Name of the exchange file without `.csv`: `bills`. */
  readonly file: string;
  /** Singular in words, for messages: "bill". */
  readonly words: string;
  /** The column that numbers it. */
  readonly number: string;
  readonly columns: readonly Column[];
  /** The event a new record becomes. */
  readonly event: string;
  /** The column with the day on which that event occurred. */
  readonly occurredOn: string;
  readonly refers?: Reference;
  /** What one row must satisfy beyond types and the order of its days. */
  readonly check?: (row: RowView) => readonly CellProblem[];
  /** Set by `recordKind()`: position of each column. */
  readonly index: ReadonlyMap<string, number>;
}

/** Completes a declaration. Kinds are compared by identity: declare each once. */
export function recordKind(declaration: Omit<RecordKind, 'index'>): RecordKind {
  return { ...declaration, index: new Map(declaration.columns.map((column, at) => [column.name, at])) };
}

/** Reads the values of a row by column name. */
export type RowView = (column: string) => Value;

/** What is wrong with one cell of a row. `value` is left out for personal columns. */
export interface CellProblem {
  readonly code: string;
  readonly column: string;
  readonly value?: string;
  readonly expected: string;
  /** A full sentence; never personal data. */
  readonly message: string;
}

/** A row whose cells were read: values stand in the order of the kind's columns, personal ones as keyed hashes. */
export interface Row {
  readonly kind: RecordKind;
  readonly number: string;
  readonly customerNo: string;
  readonly values: readonly Value[];
  /** Line of the file it came from; 0 for a command given by hand. */
  readonly line: number;
  /** Personal values in clear, in memory only, to be sealed if an event comes of the row. */
  readonly personal?: Readonly<Record<string, string>>;
}

export interface RowProblem extends CellProblem {
  readonly row: Row;
  /** The row itself is in order, but a row it depends on was refused. */
  readonly follows?: boolean;
}

/** The position of a column; throws on a name that the kind does not have (a mistake in the declaration). */
export function columnIndex(kind: RecordKind, name: string): number {
  const index = kind.index.get(name);
  if (index === undefined) throw new Error(`${kind.kind} has no column ${name}`);
  return index;
}

export const columnValue = (row: Row, name: string): Value => row.values[columnIndex(row.kind, name)];
