import type pg from 'pg';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { applyCarefully } from './apply-carefully.js';
import { poisonClass } from './failure-class.js';
import { inTransaction } from './in-transaction.js';
import { Parking, type Portion } from './parking.js';
import type { LogPlace, Projection } from './projection.js';
import { searchPath } from './read-model-schema.js';

/** What became of an attempt to move a portion: it stands at a position now, or somebody else is at it. */
export type Moved = { readonly at: number } | 'busy';

export interface Step {
  /** Where the portion is thought to stand, and where it is to stand. */
  readonly from: number;
  readonly to: number;
  /** All its events in between. */
  readonly events: readonly NumberedEvent[];
  readonly first: LogPlace | null;
  /** Moves also while the read model is held for a switch: the one who holds it does. */
  readonly holding?: boolean;
}

/**
 * Applies events to one portion in the transaction that moves its checkpoint, and only if it still stands where they
 * begin: whatever is killed, and however many do it at once, every event is applied exactly once. Whoever finds the
 * checkpoint locked does not wait: another worker has this portion, and there are others.
 */
export async function movePortion(pool: pg.Pool, projection: Projection, portion: Portion, step: Step): Promise<Moved> {
  try {
    return await attempt(pool, projection, portion, step, false);
  } catch (error) {
    if (poisonClass(error) === null || step.events.length === 0) throw error;
    return attempt(pool, projection, portion, step, true);
  }
}

/** What is shared by those who move a read model and held alone by who switches it. */
export const HOLD = 7142305;

const TAKE = `SELECT position,
    CASE WHEN $5 THEN true ELSE pg_try_advisory_xact_lock_shared(${HOLD}, hashtext(name)) END AS free,
    (SELECT array_agg(key) FROM projection_parked k WHERE k.name = c.name AND k.version = c.version AND k.stage = c.stage AND k.partition = c.partition) AS parked
  FROM projection_checkpoint c WHERE name = $1 AND version = $2 AND stage = $3 AND partition = $4 FOR UPDATE SKIP LOCKED`;

function attempt(pool: pg.Pool, projection: Projection, portion: Portion, { from, to, events, first, holding = false }: Step, carefully: boolean): Promise<Moved> {
  const { name, version, stage, partition } = portion;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ position: string; free: boolean; parked: string[] | null }>(TAKE, [name, version, stage, partition.index, holding]);
    if (rows.length === 0 || !rows[0].free) return 'busy';
    const position = Number(rows[0].position);
    if (position !== from) return { at: position };
    await client.query('UPDATE projection_checkpoint SET position = $5 WHERE name = $1 AND version = $2 AND stage = $3 AND partition = $4', [name, version, stage, partition.index, to]);
    if (events.length > 0) {
      if (stage === 'building') await client.query(`SET LOCAL search_path TO ${searchPath(stage)}`);
      const parking = new Parking(client, portion, rows[0].parked ?? []);
      const context = { partition, after: from, first: first ?? events[0] };
      if (carefully) await applyCarefully(projection, events, client, context, parking);
      else {
        const passing = await parking.passing(events);
        if (passing.length > 0) await projection.apply(passing, client, context);
      }
    }
    return { at: to };
  });
}
