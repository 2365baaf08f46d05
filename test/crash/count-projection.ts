import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection } from '#platform/projecting/projection.js';

/** How many events each stream has, and the sum of their positions: twice or not at all is seen in both. */
export const countProjection: Projection = {
  name: 'crash_count',
  version: 1,
  eventTypes: ['Happened'],
  pageSize: 200,
  createTables: 'CREATE TABLE crash_count_v1 (stream text COLLATE "C" PRIMARY KEY, events integer NOT NULL, positions bigint NOT NULL)',
  dropTables: 'DROP TABLE IF EXISTS crash_count_v1',
  apply: async (events, db) => {
    const counts = countsOf(events);
    await db.query(
      `INSERT INTO crash_count_v1 AS c SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[])
       ON CONFLICT (stream) DO UPDATE SET events = c.events + excluded.events, positions = c.positions + excluded.positions`,
      [[...counts.keys()], [...counts.values()].map(([events]) => events), [...counts.values()].map(([, positions]) => positions)],
    );
  },
};

/** The same as a fold, for whoever checks. */
export function countsOf(events: readonly NumberedEvent[]): Map<string, [events: number, positions: number]> {
  const counts = new Map<string, [number, number]>();
  for (const { position, envelope } of events) {
    const [count, sum] = counts.get(envelope.stream) ?? [0, 0];
    counts.set(envelope.stream, [count + 1, sum + position]);
  }
  return counts;
}
