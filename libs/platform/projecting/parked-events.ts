import type { Queryable } from './projection.js';

/** An event that could not be applied, as operators see it. */
export interface ParkedEvent {
  readonly id: number;
  readonly readModel: string;
  readonly version: number;
  readonly stage: 'live' | 'building';
  /** The customer; `*` for what concerns everybody. */
  readonly key: string;
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly class: string;
  readonly cause: string;
  readonly attempts: number;
  /** Later events of the same key that wait behind it. */
  readonly waiting: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

const TIME = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What is parked, oldest first. */
export async function parkedEvents(db: Queryable): Promise<ParkedEvent[]> {
  const { rows } = await db.query<Record<keyof ParkedEvent, string>>(`
    SELECT id, name AS "readModel", version, stage, key, position, event_id AS "eventId", event_type AS "eventType", class, cause, attempts,
      ${TIME('first_at')} AS "firstAt", ${TIME('last_at')} AS "lastAt",
      (SELECT count(*) FROM projection_held h WHERE h.name = p.name AND h.version = p.version AND h.stage = p.stage AND h.partition = p.partition AND h.key = p.key) AS waiting
    FROM projection_parked p ORDER BY id`);
  return rows.map((row) => ({ ...row, id: Number(row.id), version: Number(row.version), position: Number(row.position), attempts: Number(row.attempts), waiting: Number(row.waiting) }) as unknown as ParkedEvent);
}

/** From which position on a read model lacks something about each key. */
export async function parkedKeys(db: Queryable, name: string, version: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ key: string; position: string }>(
    `SELECT key, min(position) AS position FROM projection_parked WHERE name = $1 AND version = $2 AND stage = 'live' GROUP BY key`,
    [name, version],
  );
  return new Map(rows.map(({ key, position }) => [key, Number(position)]));
}
