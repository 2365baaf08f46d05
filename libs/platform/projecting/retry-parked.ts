import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { causeOf, poisonClass } from './failure-class.js';
import { firstPlace } from './first-place.js';
import { inTransaction } from './in-transaction.js';
import type { Projection } from './projection.js';
import { searchPath, type Stage } from './read-model-schema.js';

/** What a retry did: how many events were applied, and how many still wait behind one that fails again. */
export interface Retried {
  readonly id: number;
  readonly readModel: string;
  readonly key: string;
  readonly applied: number;
  readonly waiting: number;
  /** What fails now; null where everything was applied. */
  readonly cause: string | null;
}

interface Row {
  name: string;
  version: number;
  stage: Stage;
  partition: number;
  key: string;
  position: string;
}

/**
 * Applies a parked event and everything that waits behind it, in order, where its partition stands now. If one fails
 * again, those before it are kept, and it is the parked one from then on. `at`: now, as the edge knows it. Refuses, with
 * status 404, an id that is not parked.
 */
export async function retryParked(pool: pg.Pool, store: EventStore, projections: readonly Projection[], id: number, at: string): Promise<Retried> {
  return inTransaction(pool, async (client) => {
    // The checkpoint first, as everybody takes them: nobody parks or holds more meanwhile.
    await client.query(
      `SELECT c.position FROM projection_checkpoint c JOIN projection_parked p USING (name, version, stage, partition) WHERE p.id = $1 FOR UPDATE OF c`,
      [id],
    );
    const { rows } = await client.query<Row>('SELECT name, version, stage, partition, key, position FROM projection_parked WHERE id = $1', [id]);
    const projection = rows[0] && projections.find((one) => one.name === rows[0].name && one.version === rows[0].version);
    if (!projection) throw refuse('not-parked', `Nothing is parked under ${id}; projections parked shows what is.`, 404, { field: 'id', value: String(id) });
    return replay(client, store, projection, id, rows[0], at);
  });
}

async function replay(client: pg.PoolClient, store: EventStore, projection: Projection, id: number, row: Row, at: string): Promise<Retried> {
  const { name, version, stage, partition, key } = row;
  const which = [name, version, stage, partition];
  const { rows: checkpoints } = await client.query<{ partition: number; position: string }>('SELECT partition, position FROM projection_checkpoint WHERE name = $1 AND version = $2 AND stage = $3', [name, version, stage]);
  const { rows: held } = await client.query<{ position: string }>('SELECT position FROM projection_held WHERE name = $1 AND version = $2 AND stage = $3 AND partition = $4 AND key = $5 ORDER BY position', [...which, key]);
  const context = {
    partition: { index: partition, count: checkpoints.length },
    after: Number(checkpoints.find((one) => one.partition === partition)!.position),
    first: (await firstPlace(store, projection.eventTypes))!,
  };
  await client.query(`SET LOCAL search_path TO ${searchPath(stage)}`);
  const positions = [row.position, ...held.map(({ position }) => position)].map(Number);
  let failed: { event: NumberedEvent; error: unknown } | null = null;
  let applied = 0;
  for (const position of positions) {
    const event = await eventAt(store, position);
    await client.query('SAVEPOINT retried');
    try {
      await projection.apply([event], client, context);
      await client.query('RELEASE SAVEPOINT retried');
      applied++;
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT retried');
      if (poisonClass(error) === null) throw error;
      failed = { event, error };
      break;
    }
  }
  await client.query('DELETE FROM projection_held WHERE name = $1 AND version = $2 AND stage = $3 AND partition = $4 AND key = $5 AND position <= $6', [...which, key, failed ? failed.event.position : Number.MAX_SAFE_INTEGER]);
  if (!failed) {
    await client.query('DELETE FROM projection_parked WHERE id = $1', [id]);
    return { id, readModel: name, key, applied, waiting: 0, cause: null };
  }
  const cause = causeOf(failed.error);
  await client.query('UPDATE projection_parked SET position = $2, event_id = $3, event_type = $4, class = $5, cause = $6, attempts = attempts + 1, last_at = $7 WHERE id = $1', [
    id, failed.event.position, failed.event.envelope.id, failed.event.envelope.type, poisonClass(failed.error), cause, at,
  ]);
  return { id, readModel: name, key, applied, waiting: positions.length - applied - 1, cause };
}

async function eventAt(store: EventStore, position: number): Promise<NumberedEvent> {
  for await (const [event] of store.readAll({ after: position - 1, upTo: position })) return event;
  throw new Error(`position ${position} of the log cannot be read`);
}
