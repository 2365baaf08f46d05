import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { advance } from './advance.js';
import { checkpointsOf, createTables, forget } from './checkpoint.js';
import { poisonClass } from './failure-class.js';
import { inTransaction } from './in-transaction.js';
import type { Projection } from './projection.js';
import { BUILDING_SCHEMA, buildingPool, tablesOf } from './read-model-schema.js';
import { compareAtOnePosition, type Comparison } from './same-position.js';
import { dropTables, switchTables } from './switch-tables.js';

const BUILDER = 7142304;
const BUILDING_CONNECTIONS = 8;
const SHOWN = 20;

export interface RebuildOptions {
  /** Who rebuilds; kept with the switch. */
  readonly by: string;
  /** Why a difference from the live rows is accepted; without it, and without the version's own declaration, it refuses the switch. */
  readonly acceptDifferences?: string;
  /** How many differing rows are told; default 20. */
  readonly shown?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export interface RebuildProgress {
  readonly phase: 'building' | 'comparing' | 'switching';
  readonly position: number;
  readonly head: number;
}

export interface RebuildReport extends Comparison {
  readonly name: string;
  readonly fromVersion: number;
  readonly version: number;
  /** False where a difference refused it: the live tables are as they were. */
  readonly switched: boolean;
  readonly reason: string | null;
}

/**
 * Builds a read model from the log beside the live one, compares both at one position and switches in one transaction
 * (docs/decisions/rebuild-beside-and-switch.md). Goes on where a killed one stopped. Refuses, with status 409, while
 * another process rebuilds it.
 */
export async function rebuildBeside(pool: pg.Pool, store: EventStore, projection: Projection, liveVersion: number, options: RebuildOptions): Promise<RebuildReport> {
  const client = await pool.connect();
  let mine = false;
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine', [BUILDER, projection.name]);
    mine = rows[0].mine;
    if (!mine) throw refuse('rebuild-under-way', `${projection.name} is being rebuilt by another process; projections list shows how far it has come.`, 409);
    return await build(pool, store, projection, liveVersion, options);
  } finally {
    // Whoever comes next must find it free at once; a connection that is gone has given it back by itself.
    const given = mine && (await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [BUILDER, projection.name]).then(() => true, () => false));
    client.release(mine && !given);
  }
}

async function build(pool: pg.Pool, store: EventStore, projection: Projection, liveVersion: number, options: RebuildOptions): Promise<RebuildReport> {
  const { name, version } = projection;
  const { signal, onProgress, shown = SHOWN } = options;
  await begin(pool, projection, options);
  const live = { ...projection, version: liveVersion };
  // No further than the live rows: what was built cannot be taken back to where they stand.
  const standing = async (): Promise<number> => Math.max(...(await checkpointsOf(pool, live, 'live')));
  const head = await standing();
  const tell = (position: number): void => onProgress?.({ phase: 'building', position: Math.min(position, head), head });
  await inBulk(pool, store, projection, head, tell, signal);
  for (let goal = head, before = -1; goal > before; before = goal, goal = await standing()) {
    while ((await checkpointsOf(pool, projection, 'building')).some((position) => position < goal)) {
      signal?.throwIfAborted();
      await advance({ pool, store, projection, stage: 'building', goal, signal, onPosition: tell });
    }
  }
  signal?.throwIfAborted();
  onProgress?.({ phase: 'comparing', position: head, head });
  const comparison = await compareAtOnePosition(pool, store, projection, liveVersion, shown);
  const intended = liveVersion === version ? undefined : projection.intendedDifferences;
  const reason = comparison.differences ? (options.acceptDifferences ?? intended ?? null) : null;
  const report = { ...comparison, name, fromVersion: liveVersion, version, reason };
  if (comparison.differences && reason === null) {
    await pool.query(`UPDATE projection_rebuild SET state = 'refused' WHERE name = $1`, [name]);
    return { ...report, switched: false };
  }
  onProgress?.({ phase: 'switching', position: head, head });
  await switchTables(pool, store, projection, liveVersion, { ...comparison, by: options.by, reason });
  return { ...report, switched: true };
}

/** Empty tables, unless a rebuild of this version was left unfinished; one that was refused is only taken up again to be accepted. */
async function begin(pool: pg.Pool, projection: Projection, { acceptDifferences }: RebuildOptions): Promise<void> {
  const { name, version } = projection;
  const { rows } = await pool.query<{ version: number; state: string }>('SELECT version, state FROM projection_rebuild WHERE name = $1', [name]);
  if (rows[0]?.version === version && (rows[0].state === 'building' || acceptDifferences !== undefined)) return;
  await inTransaction(pool, async (client) => {
    if (rows[0]) {
      await dropTables(client, projection, rows[0].version, BUILDING_SCHEMA);
      await forget(client, { name, version: rows[0].version }, 'building');
    }
    await createTables(client, projection, 'building');
    await client.query(`INSERT INTO projection_rebuild (name, version, state) VALUES ($1, $2, 'building') ON CONFLICT (name) DO UPDATE SET version = excluded.version, state = 'building'`, [name, version]);
  });
}

/** The fast way, where there is one and nothing was built yet. What an event does to it is left to the way page by page, which parks it. */
async function inBulk(pool: pg.Pool, store: EventStore, projection: Projection, upTo: number, onProgress: (position: number) => void, signal: AbortSignal = new AbortController().signal): Promise<void> {
  const { name, version } = projection;
  const positions = await checkpointsOf(pool, projection, 'building');
  if (!projection.build || upTo === 0 || positions.some((position) => position > 0)) return;
  const empty = `TRUNCATE ${tablesOf(projection).map((table) => `${BUILDING_SCHEMA}.${table}`).join(', ')}`;
  await pool.query(empty);
  const building = buildingPool(pool, BUILDING_CONNECTIONS);
  try {
    await projection.build({ pool: building, store, schema: BUILDING_SCHEMA, upTo, partitions: positions.length, onProgress, signal });
    await pool.query(`UPDATE projection_checkpoint SET position = $3 WHERE name = $1 AND version = $2 AND stage = 'building'`, [name, version, upTo]);
  } catch (error) {
    if (signal.aborted || poisonClass(error) === null) throw error;
    await pool.query(empty);
  } finally {
    await building.end();
  }
}
