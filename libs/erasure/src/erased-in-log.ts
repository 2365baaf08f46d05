import type { EventStore } from '#platform/event-store/event-store.js';
import type { Queryable } from '#platform/projecting/projection.js';

const TYPES = ['ErasureOrdered', 'PersonalDataErased'];

/** The subjects whose erasure a log in PostgreSQL has ordered, within a restore's own transaction. */
export async function erasedInDatabase(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ payload: string }>('SELECT payload FROM event WHERE type = ANY($1::text[])', [TYPES]);
  return rows.flatMap(({ payload }) => (JSON.parse(payload) as { subjects: string[] }).subjects);
}

/** The same of a log that lies in a cluster, which may know of erasures after the backup. */
export async function erasedInStore(store: Pick<EventStore, 'readAll'>): Promise<string[]> {
  const subjects: string[] = [];
  for await (const page of store.readAll({ after: 0, types: TYPES })) for (const { payload } of page) subjects.push(...(payload as unknown as { subjects: string[] }).subjects);
  return subjects;
}
