import { createHash } from 'node:crypto';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { EventStore } from '#platform/event-store/event-store.js';
import { firstPlace } from '#platform/projecting/first-place.js';
import type { Projection } from '#platform/projecting/projection.js';
import { LIVE_SCHEMA, tablesOf } from '#platform/projecting/read-model-schema.js';
import type { Findings } from './finding.js';

const WHOLE = { index: 0, count: 1 };
const ATTEMPTS = 5;
/** Temporary tables have no statistics unless they are taken. */
const ANALYZE_EVERY_PAGES = 20;
const PAGE = 5000;

export interface ReadModelsOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly projections: readonly Projection[];
  readonly findings: Findings;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The digest of each read model that is what the log makes of it, at the position where it stands. */
export type ReadModelDigests = Readonly<Record<string, { readonly position: number; readonly digest: string }>>;

/**
 * Makes every read model anew out of the log, in temporary tables of one connection, and compares it with the live one
 * by digest. Whatever lies in the live tables is neither trusted nor changed.
 */
export async function auditReadModels({ pool, store, projections, findings, onProgress }: ReadModelsOptions): Promise<ReadModelDigests> {
  const digests: Record<string, { position: number; digest: string }> = {};
  for (const projection of projections) {
    const client = await pool.connect();
    try {
      await client.query(`SET search_path = pg_temp, ${LIVE_SCHEMA}, public`);
      const compared = await compare(client, store, projection, onProgress);
      if (compared === null) continue;
      if ('behind' in compared) findings.add('read-model-behind', { about: projection.name, expected: String(compared.head), found: compared.behind });
      else if (compared.live === compared.made) digests[projection.name] = { position: compared.position, digest: compared.made };
      else findings.add('read-model-differs', { about: projection.name, position: compared.position, count: compared.rows, expected: `${compared.made.slice(0, 16)}…`, found: `${compared.live.slice(0, 16)}… (${compared.rows} rows differ)` });
    } catch (error) {
      findings.add('read-model-behind', { about: projection.name, expected: 'the log', found: (error as Error).message });
    } finally {
      // With the connection go its tables and its search path.
      client.release(true);
    }
  }
  return digests;
}

type Compared = { readonly behind: string; readonly head: number } | { readonly position: number; readonly live: string; readonly made: string; readonly rows: number };

async function compare(client: pg.PoolClient, store: EventStore, projection: Projection, onProgress?: (done: number, total: number) => void): Promise<Compared | null> {
  await client.query(projection.createTables);
  const first = await firstPlace(store, projection.eventTypes);
  let at = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const standing = await positionsOf(client, projection);
    if (standing.length === 0) return null;
    if (new Set(standing).size > 1) continue;
    const [goal] = standing;
    let pages = 0;
    for await (const page of store.readAll({ after: at, upTo: goal, types: projection.eventTypes, pageSize: projection.pageSize ?? PAGE })) {
      await client.query('BEGIN');
      await projection.apply(page, client, { partition: WHOLE, after: at, first: first! });
      await client.query('COMMIT');
      at = page[page.length - 1].position;
      if (++pages % ANALYZE_EVERY_PAGES === 1) for (const table of tablesOf(projection)) await client.query(`ANALYZE pg_temp.${table}`);
      onProgress?.(at, goal);
    }
    at = goal;
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
      // The live tables may have moved on meanwhile: then follow them.
      if ((await positionsOf(client, projection)).some((position) => position !== goal)) continue;
      const [live, made] = [await digestOf(client, projection, LIVE_SCHEMA), await digestOf(client, projection, 'pg_temp')];
      return { position: goal, live, made, rows: live === made ? 0 : await differing(client, projection) };
    } finally {
      await client.query('COMMIT');
    }
  }
  return { behind: (await positionsOf(client, projection)).join(', '), head: (await store.head()).position };
}

async function positionsOf(client: pg.PoolClient, { name, version }: Projection): Promise<number[]> {
  const { rows } = await client.query<{ position: string }>("SELECT position FROM public.projection_checkpoint WHERE name = $1 AND version = $2 AND stage = 'live' ORDER BY partition", [name, version]);
  return rows.map(({ position }) => Number(position));
}

/** SHA-256 over the rows of all tables, each in the order of its primary key, columns by name, in PostgreSQL's text form. */
async function digestOf(client: pg.PoolClient, projection: Projection, schema: string): Promise<string> {
  await client.query("SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1");
  const hash = createHash('sha256');
  for (const table of tablesOf(projection)) {
    const columns = await columnsOf(client, `${schema}.${table}`);
    if (columns.length === 0) continue;
    hash.update(`${table}\t${columns.join('\t')}\n`);
    const list = columns.join(', ');
    for await (const chunk of client.query(copyTo(`COPY (SELECT ${list} FROM ${schema}.${table} AS r ORDER BY r::text COLLATE "C") TO STDOUT`)) as AsyncIterable<Buffer>) hash.update(chunk);
  }
  return hash.digest('hex');
}

async function columnsOf(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE "C"', [table]);
  return rows.map(({ name }) => name);
}

async function differing(client: pg.PoolClient, projection: Projection): Promise<number> {
  let count = 0;
  for (const table of tablesOf(projection)) {
    const list = (await columnsOf(client, `pg_temp.${table}`)).join(', ');
    const rows = (schema: string): string => `SELECT ROW(${list})::text FROM ${schema}.${table}`;
    const { rows: [{ n }] } = await client.query<{ n: string }>(
      `SELECT greatest((SELECT count(*) FROM (${rows(LIVE_SCHEMA)} EXCEPT ALL ${rows('pg_temp')}) a), (SELECT count(*) FROM (${rows('pg_temp')} EXCEPT ALL ${rows(LIVE_SCHEMA)}) b)) AS n`,
    );
    count += Number(n);
  }
  return count;
}
