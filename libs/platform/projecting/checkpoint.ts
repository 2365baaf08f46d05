import type pg from 'pg';
import { inTransaction } from './in-transaction.js';
import type { Projection, Queryable } from './projection.js';
import { searchPath, type Stage } from './read-model-schema.js';

export { inTransaction } from './in-transaction.js';

/** Where the partitions of one read model stand, by partition; empty if its tables were never made. */
export async function checkpointsOf(db: Queryable, { name, version }: Pick<Projection, 'name' | 'version'>, stage: Stage): Promise<number[]> {
  const { rows } = await db.query<{ position: string }>('SELECT position FROM projection_checkpoint WHERE name = $1 AND stage = $2 AND version = $3 ORDER BY partition', [name, stage, version]);
  return rows.map(({ position }) => Number(position));
}

/** Makes the empty tables of a read model with all partitions at position 0. What lies there already is lost. To be called in a transaction. */
export async function createTables(db: Queryable, projection: Projection, stage: Stage): Promise<void> {
  const { name, version, partitions = 1 } = projection;
  await forget(db, projection, stage);
  await db.query('INSERT INTO projection_checkpoint (name, version, stage, partition, position) SELECT $1, $2, $3, p, 0 FROM generate_series(0, $4 - 1) AS p', [name, version, stage, partitions]);
  await db.query(`SET LOCAL search_path TO ${searchPath(stage)}`);
  await db.query(projection.dropTables);
  await db.query(projection.createTables);
}

/** Removes every note about a read model's tables: checkpoints, and what is parked and held. */
export async function forget(db: Queryable, { name, version }: Pick<Projection, 'name' | 'version'>, stage: Stage): Promise<void> {
  for (const table of ['projection_checkpoint', 'projection_parked', 'projection_held']) {
    await db.query(`DELETE FROM ${table} WHERE name = $1 AND version = $2 AND stage = $3`, [name, version, stage]);
  }
}

/** Makes the tables of a read model that answers questions, unless they are there. */
export async function prepareTables(pool: pg.Pool, projection: Projection): Promise<void> {
  if ((await checkpointsOf(pool, projection, 'live')).length > 0) return;
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(7142302, hashtext($1))', [`${projection.name}@${projection.version}`]);
    if ((await checkpointsOf(client, projection, 'live')).length === 0) await createTables(client, projection, 'live');
  });
}
