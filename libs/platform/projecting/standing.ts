import type { Queryable } from './projection.js';

/** Where a read model stands. */
export interface Standing {
  readonly name: string;
  readonly version: number;
  /** Everything up to here is in its rows, whatever the customer: the position of the partition furthest behind. */
  readonly position: number;
  readonly positions: readonly number[];
  readonly pausedBy: string | null;
  readonly pausedAt: string | null;
  readonly parked: number;
}

/** Where all live read models stand, each version by itself; in one query, because every question begins with it. */
export async function standings(db: Queryable): Promise<Standing[]> {
  const { rows } = await db.query<{ name: string; version: number; positions: string[]; paused_by: string | null; paused_at: string | null; parked: string }>(`
    SELECT c.name, c.version, array_agg(c.position::text ORDER BY c.partition) AS positions,
      (SELECT paused_by FROM projection_pause p WHERE p.name = c.name) AS paused_by,
      (SELECT to_char(paused_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM projection_pause p WHERE p.name = c.name) AS paused_at,
      (SELECT count(*) FROM projection_parked k WHERE k.name = c.name AND k.version = c.version AND k.stage = 'live') AS parked
    FROM projection_checkpoint c WHERE c.stage = 'live' GROUP BY c.name, c.version ORDER BY c.name, c.version`);
  return rows.map(({ name, version, positions, paused_by, paused_at, parked }) => {
    const all = positions.map(Number);
    return { name, version, position: Math.min(...all), positions: all, pausedBy: paused_by, pausedAt: paused_at, parked: Number(parked) };
  });
}
