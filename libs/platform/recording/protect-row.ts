import type { SubjectVault } from './personal-vault.js';
import type { RecordKind, Row } from './record-kind.js';

export const hasPersonalColumns = (kind: RecordKind): boolean => kind.columns.some((column) => column.personal);

/**
 * Puts keyed hashes in the place of personal values and keeps the clear ones beside the row, in memory only. Of an
 * erased customer nothing is kept: its personal columns count as empty.
 */
export function protectRow(row: Row, vault: Pick<SubjectVault, 'digest'>): Row {
  if (!hasPersonalColumns(row.kind)) return row;
  const personal: Record<string, string> = { ...row.personal };
  const values = row.values.map((value, at) => {
    const column = row.kind.columns[at];
    if (!column.personal || value === null) return value;
    const hash = vault.digest(column.name, value as string);
    if (hash !== null) personal[column.name] = value as string;
    return hash;
  });
  return { ...row, values, personal };
}
