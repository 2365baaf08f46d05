import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import type { ImprovementMeasureTaken } from '../events.js';

/** The measures taken. */
export const measuresProjection: Projection = {
  name: 'measures',
  version: 1,
  eventTypes: ['ImprovementMeasureTaken'],
  createTables: 'CREATE TABLE measure_v1 (measure text COLLATE "C" PRIMARY KEY, begins_on date NOT NULL, content text NOT NULL);',
  dropTables: 'DROP TABLE IF EXISTS measure_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    for (const { payload } of events as readonly NumberedEvent<ImprovementMeasureTaken['payload']>[]) {
      await db.query('INSERT INTO measure_v1 (measure, begins_on, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [payload.measure, payload.begins_on, JSON.stringify(payload)]);
    }
  },
};
