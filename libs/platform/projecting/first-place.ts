import type { EventStore } from '#platform/event-store/event-store.js';
import type { LogPlace } from './projection.js';

/** The first event of the log of some types; null while there is none. */
export async function firstPlace(store: Pick<EventStore, 'readAll'>, types: readonly string[]): Promise<LogPlace | null> {
  for await (const [{ position, recordedAt }] of store.readAll({ after: 0, types, pageSize: 1 })) return { position, recordedAt };
  return null;
}
