import type pg from 'pg';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import type { Cause } from './cause.js';

/** A timer with what had set it. */
export interface SetTimer {
  readonly id: string;
  readonly key: string;
  readonly note: JsonObject;
  readonly cause: Cause;
}

/** The timers of one process; the database is asked only when one of them may be due. */
export class DueTimers {
  #earliestAt: string | null = null;
  #earliestOn: Day | null = null;
  #stale = true;

  private constructor(
    private readonly client: pg.PoolClient,
    private readonly process: string,
  ) {}

  static async of(client: pg.PoolClient, process: string): Promise<DueTimers> {
    const timers = new DueTimers(client, process);
    await timers.#look();
    return timers;
  }

  /** To be called when timers were set or forgotten. */
  changed(): void {
    this.#stale = true;
  }

  /** Takes out those that are due by a recorded time and a closed day, the earliest first. */
  async due(recordedAt: string, closed: Day | null): Promise<SetTimer[]> {
    if (this.#stale) await this.#look();
    const isDue = (this.#earliestAt !== null && this.#earliestAt <= recordedAt) || (this.#earliestOn !== null && closed !== null && this.#earliestOn <= closed);
    if (!isDue) return [];
    const { rows } = await this.client.query<{ id: string; key: string; note: string; cause: string }>(
      `WITH due AS (DELETE FROM process_timer WHERE process = $1 AND (due_at <= $2::timestamptz OR due_on <= $3::date) RETURNING *)
       SELECT id, key, note, cause FROM due ORDER BY coalesce(due_at, due_on::timestamp AT TIME ZONE 'UTC'), id COLLATE "C"`,
      [this.process, recordedAt, closed === null ? null : formatDay(closed)],
    );
    this.#stale = true;
    return rows.map(({ id, key, note, cause }) => ({ id, key, note: JSON.parse(note) as JsonObject, cause: JSON.parse(cause) as Cause }));
  }

  async #look(): Promise<void> {
    const { rows } = await this.client.query<{ at: string | null; on: string | null }>(
      `SELECT to_char(min(due_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, min(due_on)::text AS on FROM process_timer WHERE process = $1`,
      [this.process],
    );
    this.#earliestAt = rows[0].at;
    this.#earliestOn = rows[0].on === null ? null : dayOf(rows[0].on);
    this.#stale = false;
  }
}
