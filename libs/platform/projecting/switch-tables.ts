import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { checkpointsOf, forget } from './checkpoint.js';
import { logicalName } from './digest.js';
import { bringHeld, whileHeld } from './hold.js';
import { inTransaction } from './in-transaction.js';
import type { Projection } from './projection.js';
import { BUILDING_SCHEMA, LIVE_SCHEMA, tablesOf } from './read-model-schema.js';
import type { Comparison } from './same-position.js';

/** A reader that holds a table longer than this lets the switch begin again instead of making all others queue behind it. */
const PATIENCE_MS = 500;
const ATTEMPTS = 120;

export interface SwitchNote extends Comparison {
  readonly by: string;
  /** Why a difference was accepted; null where there was none. */
  readonly reason: string | null;
}

/**
 * Puts the tables that were built in the place of the live ones, in one transaction, when they stand no earlier than
 * these. An earlier version's tables stay for a release that still runs on them, until the next switch.
 */
export async function switchTables(pool: pg.Pool, store: EventStore, projection: Projection, liveVersion: number, note: SwitchNote): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await whileHeld(pool, projection.name, async () => {
        const position = Math.max(...(await checkpointsOf(pool, { ...projection, version: liveVersion }, 'live')), ...(await checkpointsOf(pool, projection, 'building')));
        await bringHeld(pool, store, projection, 'building', position);
        await inTransaction(pool, (client) => exchange(client, projection, liveVersion, note));
        return position;
      });
    } catch (error) {
      // 55P03: lock_not_available
      if ((error as { code?: string }).code !== '55P03' || attempt >= ATTEMPTS) throw error;
    }
  }
}

async function exchange(client: pg.PoolClient, projection: Projection, liveVersion: number, { by, reason, position, live, fresh, differences }: SwitchNote): Promise<void> {
  const { name, version } = projection;
  await client.query(`SET LOCAL lock_timeout = ${PATIENCE_MS}`);
  await client.query(`DELETE FROM projection_rebuild WHERE name = $1`, [name]);
  const { rows: earlier } = await client.query<{ version: number }>(`SELECT DISTINCT version FROM projection_checkpoint WHERE name = $1 AND stage = 'live' AND version <> $2`, [name, liveVersion]);
  const outdated = liveVersion === version ? [version] : earlier.map((one) => one.version);
  for (const old of outdated) {
    await dropTables(client, projection, old, LIVE_SCHEMA);
    await forget(client, { name, version: old }, 'live');
  }
  for (const table of tablesOf(projection)) await client.query(`ALTER TABLE ${BUILDING_SCHEMA}.${table} SET SCHEMA ${LIVE_SCHEMA}`);
  for (const table of ['projection_checkpoint', 'projection_parked', 'projection_held']) {
    await client.query(`UPDATE ${table} SET stage = 'live' WHERE name = $1 AND version = $2 AND stage = 'building'`, [name, version]);
  }
  await client.query(
    `INSERT INTO projection_switch (name, from_version, version, position, live_digest, new_digest, differences, reason, switched_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [name, liveVersion, version, position, live.digest, fresh.digest, differences?.count ?? 0, differences ? reason : null, by],
  );
  await noteDigest(client, name, version, position, fresh.rows, fresh.digest);
}

export async function noteDigest(db: Pick<pg.PoolClient, 'query'>, name: string, version: number, position: number, rows: number, digest: string): Promise<void> {
  await db.query(
    `INSERT INTO projection_digest (name, version, position, rows, digest) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO UPDATE SET version = excluded.version, position = excluded.position, rows = excluded.rows, digest = excluded.digest`,
    [name, version, position, rows, digest],
  );
}

/** Drops the tables of any version of a read model in one of the two schemas. */
export async function dropTables(client: pg.PoolClient, projection: Projection, version: number, schema: string): Promise<void> {
  for (const table of tablesOf(projection)) {
    const name = logicalName(table);
    await client.query(`DROP TABLE IF EXISTS ${schema}.${name === table ? table : `${name}_v${version}`}`);
  }
}
