import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { advance } from './advance.js';
import { checkpointsOf } from './checkpoint.js';
import { HOLD } from './move-portion.js';
import type { Projection } from './projection.js';
import type { Stage } from './read-model-schema.js';

const MORE_ATTEMPTS = 50;

/**
 * Lets nobody move a read model, in any process, while `work` runs. Short: questions about what came last wait for it.
 * A lost connection ends the hold by itself.
 */
export async function whileHeld<Result>(pool: pg.Pool, name: string, work: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let released = false;
  try {
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [HOLD, name]);
    const result = await work();
    await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [HOLD, name]);
    released = true;
    return result;
  } finally {
    // Not given back to the pool with the lock on it.
    client.release(!released);
  }
}

/** Brings all partitions to one position while the read model is held. */
export async function bringHeld(pool: pg.Pool, store: EventStore, projection: Projection, stage: Stage, goal: number): Promise<void> {
  for (let attempt = 0; attempt < MORE_ATTEMPTS; attempt++) {
    if ((await checkpointsOf(pool, projection, stage)).every((position) => position >= goal)) return;
    await advance({ pool, store, projection, stage, goal, holding: true });
  }
  throw new Error(`${projection.name} could not be brought to position ${goal}`);
}
