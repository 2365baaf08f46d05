import type { ComparedTable } from './digest.js';
import type { Queryable } from './projection.js';

/** A row that is not the same in both: its key, and the columns that differ. */
export interface RowDifference {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  /** `only live`, `only new`, or both with other values. */
  readonly where: 'only live' | 'only new' | 'both';
  readonly columns: readonly { readonly column: string; readonly live: string | null; readonly new: string | null }[];
}

/** All differences counted, and the first of them. */
export interface Differences {
  readonly count: number;
  readonly first: readonly RowDifference[];
}

type Row = Record<string, string | null> | null;

const QUOTED = (name: string): string => `"${name.replaceAll('"', '""')}"`;
// Values as text: as JSON numbers, 85.0 and 85.00 would be the same.
const asJson = ({ columns }: ComparedTable): string => `jsonb_object(ARRAY[${columns.map((column) => `'${column.replaceAll("'", "''")}'`).join(', ')}]::text[], ARRAY[${columns.map((column) => `${QUOTED(column)}::text`).join(', ')}]::text[])`;

/** Compares two sets of tables row by row, by their primary keys; a table without one is compared by whole rows. */
export async function compareRows(db: Queryable, live: readonly ComparedTable[], fresh: readonly ComparedTable[], limit: number): Promise<Differences> {
  let count = 0;
  const first: RowDifference[] = [];
  for (const table of fresh) {
    const other = live.find(({ name }) => name === table.name);
    const key = table.key.length > 0 ? table.key : table.columns;
    const sides = [other, table].map((side) =>
      side && key.every((column) => side.columns.includes(column)) ? `SELECT ${asJson({ ...side, columns: key })} AS key, ${asJson(side)} AS row FROM ${side.place}` : 'SELECT NULL::jsonb AS key, NULL::jsonb AS row WHERE false',
    );
    const { rows } = await db.query<{ key: Record<string, string>; live: Row; fresh: Row; count: string }>(
      `SELECT key, l.row AS live, n.row AS fresh, count(*) OVER () AS count FROM (${sides[0]}) l FULL JOIN (${sides[1]}) n USING (key)
       WHERE l.row IS DISTINCT FROM n.row ORDER BY key LIMIT ${Math.max(limit - first.length, 1)}`,
    );
    if (rows.length === 0) continue;
    count += Number(rows[0].count);
    for (const row of rows) if (first.length < limit) first.push(differenceOf(table, row));
  }
  return { count, first };
}

function differenceOf({ name, key: columns }: ComparedTable, { key, live, fresh }: { key: Record<string, string>; live: Row; fresh: Row }): RowDifference {
  const names = [...new Set([...Object.keys(live ?? {}), ...Object.keys(fresh ?? {})])].sort();
  return {
    table: name,
    key,
    where: live === null ? 'only new' : fresh === null ? 'only live' : 'both',
    columns: names
      .filter((column) => !columns.includes(column) && (live?.[column] ?? null) !== (fresh?.[column] ?? null))
      .map((column) => ({ column, live: live?.[column] ?? null, new: fresh?.[column] ?? null })),
  };
}
