import type { Value } from '../column-type.js';
import type { RecordKind, Row } from '../record-kind.js';
import { columnIndex } from '../record-kind.js';
import type { PassingSeal } from './passing-seal.js';

/** A row as it comes back from staging. */
export interface StagedRow extends Row {
  /** Characters it took in staging, from which the size of its events is estimated. */
  readonly size: number;
  /** Another customer who has the number, in the log ('log:…') or in this import ('import:…'); null if none. */
  readonly alsoOf: string | null;
  /** Its personal values, sealed; null if the kind has none. */
  readonly sealed: string | null;
}

/** Writes rows as lines of a COPY into the staging table, and reads them back: values as JSON, personal ones sealed. */
export class StagedRows {
  constructor(private readonly seal: PassingSeal) {}

  write(kind: RecordKind, values: readonly Value[], line: number): string {
    let cells = values;
    if (kind.columns.some((column) => column.personal)) {
      const personal = kind.columns.flatMap((column, at) => (column.personal ? [values[at]] : []));
      cells = kind.columns.map((column, at) => (column.personal ? null : values[at]));
      cells = [...cells, this.seal.seal(JSON.stringify(personal))];
    }
    return stagedLine(kind, values, line, escaped(JSON.stringify(cells)));
  }

  /** A row that could not be read: what depends on it will say so. */
  marker(kind: RecordKind, values: readonly Value[], line: number): string {
    return stagedLine(kind, values, line, '\\N');
  }

  /** Personal values stay sealed until `opened`. */
  read(kind: RecordKind, customerNo: string, line: number, cells: string, alsoOf: string | null): StagedRow {
    const values = JSON.parse(cells) as Value[];
    const sealed = values.length > kind.columns.length ? (values.pop() as string) : null;
    return { kind, number: values[columnIndex(kind, kind.number)] as string, customerNo, values, line, size: cells.length, alsoOf, sealed };
  }

  /** The row with its personal values in clear, in memory only. */
  opened(row: StagedRow): StagedRow {
    if (row.sealed === null) return row;
    const personal = JSON.parse(this.seal.open(row.sealed)) as Value[];
    let next = 0;
    return { ...row, values: row.kind.columns.map((column, at) => (column.personal ? personal[next++] : row.values[at])) };
  }
}

function stagedLine(kind: RecordKind, values: readonly Value[], line: number, cells: string): string {
  const number = values[columnIndex(kind, kind.number)] as string;
  const at = kind.index.get('customer_no');
  const customerNo = at === undefined ? null : (values[at] as string | null);
  return `${kind.kind}\t${escaped(number)}\t${customerNo === null ? '\\N' : escaped(customerNo)}\t${line}\t${cells}\n`;
}

/** A line of the claims of an import. */
export const claimLine = (kind: string, number: string, customerNo: string): string => `${kind}\t${escaped(number)}\t${escaped(customerNo)}\n`;

/** COPY's text form; JSON and document numbers hold no tabs and no line ends. */
function escaped(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
}

export function unescaped(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\\\', '\\') : text;
}
