import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { checkpointsOf } from './checkpoint.js';
import { digestTables, comparedTables, type Digest } from './digest.js';
import { bringHeld, whileHeld } from './hold.js';
import { compareRows, type Differences } from './compare-rows.js';
import type { Projection } from './projection.js';

/** A read model's digest with the position it holds for. */
export interface PlacedDigest extends Digest {
  readonly position: number;
}

/** What was compared, at which position; no differences where the digests agree. */
export interface Comparison {
  readonly position: number;
  readonly live: Digest;
  readonly fresh: Digest;
  readonly differences: Differences | null;
}

/** Begins a transaction whose snapshot stays as it is; ends it whatever happens. */
async function inSnapshot<Result>(pool: pg.Pool, open: (begin: (client: pg.PoolClient) => Promise<void>) => Promise<pg.PoolClient>, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await open(async (one) => {
    await one.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await one.query('SELECT 1 FROM projection_checkpoint LIMIT 1');
  });
  try {
    return await work(client);
  } finally {
    await client.query('ROLLBACK').then(() => client.release(), (error: Error) => client.release(error));
  }
}

/** The digest of a live read model. It is held only until its partitions stand at one position; reading its rows stops nobody. */
export async function digestLive(pool: pg.Pool, store: EventStore, projection: Projection): Promise<PlacedDigest> {
  return inSnapshot(
    pool,
    async (begin) => {
      const client = await pool.connect();
      await whileHeld(pool, projection.name, async () => {
        await bringHeld(pool, store, projection, 'live', Math.max(...(await checkpointsOf(pool, projection, 'live'))));
        await begin(client);
      }).catch((error: Error) => {
        client.release(error);
        throw error;
      });
      return client;
    },
    async (client) => {
      const position = Math.max(...(await checkpointsOf(client, projection, 'live')));
      return { position, ...(await digestTables(client, await comparedTables(client, projection, projection.version, 'live'))) };
    },
  );
}

/**
 * Compares the rows being built with the live ones, of this version or of the one before, at one position. Both are
 * held only until they stand there.
 */
export async function compareAtOnePosition(pool: pg.Pool, store: EventStore, projection: Projection, liveVersion: number, shown: number): Promise<Comparison> {
  const live = { ...projection, version: liveVersion };
  return inSnapshot(
    pool,
    async (begin) => {
      const client = await pool.connect();
      await whileHeld(pool, projection.name, async () => {
        const position = Math.max(...(await checkpointsOf(pool, live, 'live')));
        if (liveVersion === projection.version) await bringHeld(pool, store, projection, 'live', position);
        await bringHeld(pool, store, projection, 'building', position);
        await begin(client);
      }).catch((error: Error) => {
        client.release(error);
        throw error;
      });
      return client;
    },
    async (client) => {
      const positions = new Set([...(await checkpointsOf(client, live, 'live')), ...(await checkpointsOf(client, projection, 'building'))]);
      if (positions.size !== 1) throw new Error(`${projection.name} does not stand at one position: another release keeps moving version ${liveVersion}; try again`);
      const [old, fresh] = [await comparedTables(client, projection, liveVersion, 'live'), await comparedTables(client, projection, projection.version, 'building')];
      const digests = [await digestTables(client, old), await digestTables(client, fresh)];
      const differences = digests[0].digest === digests[1].digest ? null : await compareRows(client, old, fresh, shown);
      return { position: [...positions][0], live: digests[0], fresh: digests[1], differences };
    },
  );
}
