import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import { CHECKOUT } from '#platform/kernel/checkout.js';

/** Where the numbered .sql files of the platform lie. They are only ever added to: an applied one never changes. */
export const MIGRATIONS = join(CHECKOUT, 'libs/platform/event-store/migrations');

const LOCK = 7142300;

/**
 * Brings a database to this release. Each file is applied in a transaction of its own and noted with its checksum.
 * Several processes may call it at once. Throws an Error with a sentence when the database belongs to a newer release
 * or an applied file was altered since.
 */
export async function migrate(client: ClientBase, folder: string = MIGRATIONS): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query('CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
    for (const { name, sql, checksum } of await unapplied(client, folder)) await apply(client, name, sql, checksum);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** What this release would still apply, in order. Throws as `migrate` does. */
export async function unapplied(client: ClientBase, folder: string = MIGRATIONS): Promise<Migration[]> {
  const applied = new Map<string, string>();
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('schema_migration') IS NOT NULL AS there");
  if (rows[0].there) for (const row of (await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migration')).rows) applied.set(row.name, row.checksum);
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
  const unknown = [...applied.keys()].filter((name) => !files.includes(name)).sort();
  if (unknown.length > 0) throw new Error(`The database was written by a newer release of gridledger (it has ${unknown.join(', ')}): use that release.`);
  const missing: Migration[] = [];
  for (const name of files) {
    const sql = readFileSync(join(folder, name), 'utf8');
    const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
    const known = applied.get(name);
    if (known === undefined) missing.push({ name, sql, checksum });
    else if (known !== checksum) throw new Error(`Migration ${name} was altered after it had been applied to this database: restore the file as it was released.`);
  }
  return missing;
}

async function apply(client: ClientBase, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)', [name, checksum]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
