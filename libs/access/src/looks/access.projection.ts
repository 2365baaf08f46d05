import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import type { DataLookedAt } from '../events.js';
import { bitmapOf } from './selection.js';

/**
 * Who looked at whom. A look at a few customers has a row for each of them; one at many keeps its bitmap, and a
 * customer's bit is looked up by the customer's rank in the order in which customers came into the log.
 */
export const accessProjection: Projection = {
  name: 'access',
  version: 1,
  eventTypes: ['CustomerOpened', 'DataLookedAt'],
  createTables: `
    CREATE TABLE access_customer_v1 (customer_no text COLLATE "C" PRIMARY KEY, opened_at bigint NOT NULL UNIQUE);
    CREATE TABLE access_look_v1 (position bigint PRIMARY KEY, recorded_at text NOT NULL, event text NOT NULL, who text NOT NULL, look text NOT NULL,
      customers integer NOT NULL, known_at bigint, bits bytea);
    CREATE INDEX access_look_v1_wide ON access_look_v1 (position) WHERE known_at IS NOT NULL;
    CREATE TABLE access_look_customer_v1 (customer_no text COLLATE "C" NOT NULL, position bigint NOT NULL, PRIMARY KEY (customer_no, position));`,
  dropTables: 'DROP TABLE IF EXISTS access_customer_v1, access_look_v1, access_look_customer_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    const opened = events.filter(({ envelope }) => envelope.type === 'CustomerOpened');
    if (opened.length > 0) {
      // Opened again after an error: the first time counts, so that no rank ever changes.
      await db.query('INSERT INTO access_customer_v1 (customer_no, opened_at) SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT (customer_no) DO NOTHING', [
        opened.map(({ envelope }) => envelope.customers[0]),
        opened.map(({ position }) => position),
      ]);
    }
    for (const { envelope, payload, position, recordedAt } of events) {
      if (envelope.type !== 'DataLookedAt') continue;
      const { selection, ...look } = payload as unknown as DataLookedAt['payload'];
      const wide = selection.form === 'ranked';
      await db.query('INSERT INTO access_look_v1 (position, recorded_at, event, who, look, customers, known_at, bits) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
        position, recordedAt, envelope.id, envelope.recordedBy ?? '', JSON.stringify(look),
        wide ? selection.count : selection.customers.length, wide ? selection.known_at : null, wide ? bitmapOf(selection) : null,
      ]);
      if (!wide && selection.customers.length > 0) {
        await db.query('INSERT INTO access_look_customer_v1 (customer_no, position) SELECT customer_no, $2 FROM unnest($1::text[]) AS c (customer_no)', [selection.customers, position]);
      }
    }
  },
};
