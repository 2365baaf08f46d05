import type pg from 'pg';
import type { Projection, Queryable } from './projection.js';

/** The position a read model stands at; null if its tables were never made. */
export async function checkpointOf(db: Queryable, { name, version }: Projection): Promise<number | null> {
  const { rows } = await db.query<{ position: string }>('SELECT position FROM projection_checkpoint WHERE name = $1 AND version = $2', [name, version]);
  return rows.length === 0 ? null : Number(rows[0].position);
}

/** Makes the tables of a read model unless they are there, or `anew` in any case, empty and at position 0. */
export async function prepareTables(pool: pg.Pool, projection: Projection, anew = false): Promise<void> {
  if (!anew && (await checkpointOf(pool, projection)) !== null) return;
  const { name, version, createTables, dropTables } = projection;
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(7142302, hashtext($1))', [`${name}@${version}`]);
    if (!anew && (await checkpointOf(client, projection)) !== null) return;
    await client.query('INSERT INTO projection_checkpoint (name, version, position) VALUES ($1, $2, 0) ON CONFLICT (name, stage, version, partition) DO UPDATE SET position = 0', [name, version]);
    await client.query(dropTables);
    await client.query(createTables);
  });
}

/**
 * Runs `work` and moves the checkpoint from one position to another, in one transaction; false, and nothing done, if
 * the checkpoint does not stand at `from`. Others who try meanwhile wait.
 */
export function moveCheckpoint(pool: pg.Pool, { name, version }: Projection, from: number, to: number, work: (db: Queryable) => Promise<void>): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('UPDATE projection_checkpoint SET position = $4 WHERE name = $1 AND version = $2 AND position = $3', [name, version, from, to]);
    if (rowCount !== 1) return false;
    await work(client);
    return true;
  });
}

/** Runs `work` in a transaction of its own; rolled back if it throws. */
export async function inTransaction<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | boolean = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}
