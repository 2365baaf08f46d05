import type { Row } from './record-kind.js';

/** A keyed hash of one personal value, as text without '.', never empty: equal values of one customer, equal hashes. */
export type Digest = (customerNo: string, column: string, text: string) => string;

/** Puts keyed hashes in the place of personal values and keeps the clear ones beside the row, in memory only. */
export function protectRow(row: Row, digest: Digest): Row {
  if (!row.kind.columns.some((column) => column.personal)) return row;
  const personal: Record<string, string> = { ...row.personal };
  const values = row.values.map((value, at) => {
    const column = row.kind.columns[at];
    if (!column.personal || value === null) return value;
    personal[column.name] = value as string;
    return digest(row.customerNo, column.name, value as string);
  });
  return { ...row, values, personal };
}
