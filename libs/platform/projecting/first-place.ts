import type { EventStore } from '#platform/event-store/event-store.js';
import type { LogPlace } from './projection.js';

type Log = Pick<EventStore, 'readAll' | 'head'>;

const FIRST_WINDOW = 100;
/** The log's beginning never changes: what was found once is known, for every store by itself. */
const known = new WeakMap<Log, Map<string, LogPlace>>();

/**
 * The first event of the log of some types; null while there is none. Looked for in windows that grow, each read to its
 * end: leaving a large one at its first event costs the database the whole window, and the connection.
 */
export async function firstPlace(store: Log, types: readonly string[]): Promise<LogPlace | null> {
  const places = known.get(store) ?? new Map<string, LogPlace>();
  known.set(store, places);
  const key = types.join('\n');
  const found = places.get(key);
  if (found) return found;
  const { position: head } = await store.head();
  for (let after = 0, size = FIRST_WINDOW; after < head; after += size, size *= 8) {
    for await (const [first] of store.readAll({ after, upTo: Math.min(after + size, head), types, pageSize: size })) {
      const place = { position: first.position, recordedAt: first.recordedAt };
      places.set(key, place);
      return place;
    }
  }
  return null;
}
