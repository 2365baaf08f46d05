import type { Queryable } from '#platform/projecting/projection.js';
import type { Process } from './process.js';

/** A process as operators see it. */
export interface ProcessOverview {
  readonly name: string;
  /** What follows from everything up to here is worked out; 0 for one not begun. */
  readonly position: number;
  /** Positions behind the log. */
  readonly lag: number;
  /** Commands and reactions that are still to be done, those that wait behind a parked one among them. */
  readonly waiting: number;
  readonly parked: number;
  /** Timers that are set. */
  readonly timers: number;
  /** When the first of them is due: a day that has to be over (YYYY-MM-DD), or an instant (RFC 3339); null without one. */
  readonly nextDue: string | null;
}

/** Where processes stand, at one moment. `head`: the last position of the log. */
export async function processOverview(db: Queryable, processes: readonly Process[], head: number): Promise<ProcessOverview[]> {
  const { rows } = await db.query<{ name: string; position: string; waiting: string; parked: string; timers: string; next_due: string | null }>(
    `SELECT p.name, coalesce(c.position, 0) AS position,
       (SELECT count(*) FROM process_task t WHERE t.process = p.name AND t.state = 'waiting') AS waiting,
       (SELECT count(*) FROM process_task t WHERE t.process = p.name AND t.state = 'parked') AS parked,
       (SELECT count(*) FROM process_timer t WHERE t.process = p.name) AS timers,
       (SELECT coalesce(due_on::text, to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) FROM process_timer t WHERE t.process = p.name
        ORDER BY coalesce(due_at, due_on::timestamp AT TIME ZONE 'UTC') LIMIT 1) AS next_due
     FROM unnest($1::text[]) WITH ORDINALITY AS p (name, place) LEFT JOIN process_checkpoint c ON c.name = p.name ORDER BY p.place`,
    [processes.map(({ name }) => name)],
  );
  return rows.map(({ name, position, waiting, parked, timers, next_due }) => ({
    name, position: Number(position), lag: Math.max(0, head - Number(position)), waiting: Number(waiting), parked: Number(parked), timers: Number(timers), nextDue: next_due,
  }));
}
