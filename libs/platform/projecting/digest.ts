import { createHash } from 'node:crypto';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BUILDING_SCHEMA, LIVE_SCHEMA, tablesOf, type Stage } from './read-model-schema.js';
import type { Projection, Queryable } from './projection.js';

/** The content of a read model in 64 hex digits. */
export interface Digest {
  readonly digest: string;
  readonly rows: number;
}

/** A table as it is compared: its name without the version, and where it lies. */
export interface ComparedTable {
  readonly name: string;
  /** Schema and table, quoted. */
  readonly place: string;
  /** By name; empty where there is no such table. */
  readonly columns: readonly string[];
  /** Terms of ORDER BY. */
  readonly order: readonly string[];
  readonly key: readonly string[];
}

const QUOTED = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The tables of a read model as another version of it has them, by name. */
export async function comparedTables(db: Queryable, projection: Projection, version: number, stage: Stage): Promise<ComparedTable[]> {
  const schema = stage === 'live' ? LIVE_SCHEMA : BUILDING_SCHEMA;
  const tables: ComparedTable[] = [];
  for (const table of tablesOf(projection)) {
    const name = logicalName(table);
    const place = `${schema}.${QUOTED(name === table ? table : `${name}_v${version}`)}`;
    const { rows } = await db.query<{ name: string; collated: boolean; at: number | null }>(
      `SELECT a.attname AS name, a.attcollation <> 0 AS collated, array_position(i.indkey::int2[], a.attnum) AS at
       FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
       WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname COLLATE "C"`,
      [place],
    );
    const key = rows.filter(({ at }) => at !== null).sort((a, b) => a.at! - b.at!);
    tables.push({ name, place, columns: rows.map((one) => one.name), key: key.map((one) => one.name), order: key.map((one) => `${QUOTED(one.name)}${one.collated ? ' COLLATE "C"' : ''}`) });
  }
  return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const logicalName = (table: string): string => table.replace(/_v\d+$/, '');

/**
 * SHA-256 over the rows of all tables, by name, each in the order of its primary key (text by code points): a line with
 * the table's name and its columns by name, then PostgreSQL's text form of COPY, under settings that are written down
 * here. To be called in a transaction, whose snapshot it is a digest of.
 */
export async function digestTables(client: pg.PoolClient, tables: readonly ComparedTable[]): Promise<Digest> {
  await client.query("SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1");
  const hash = createHash('sha256');
  let rows = 0;
  for (const { name, place, columns, order } of tables) {
    if (columns.length === 0) continue;
    const list = columns.map(QUOTED).join(', ');
    hash.update(`${name}\t${columns.join('\t')}\n`);
    const stream = client.query(copyTo(`COPY (SELECT ${list} FROM ${place} ORDER BY ${(order.length > 0 ? order : columns.map(QUOTED)).join(', ')}) TO STDOUT`));
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
    }
  }
  return { digest: hash.digest('hex'), rows };
}
