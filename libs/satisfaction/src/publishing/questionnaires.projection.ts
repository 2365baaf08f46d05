import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import type { QuestionnaireEditionPublished } from '../events.js';

/** Every published edition of every questionnaire, whole. */
export const questionnairesProjection: Projection = {
  name: 'questionnaires',
  version: 1,
  eventTypes: ['QuestionnaireEditionPublished'],
  createTables: `
    CREATE TABLE questionnaire_v1 (id text COLLATE "C", edition integer, position bigint NOT NULL, published_on date NOT NULL,
      published_by text, content_sha256 text NOT NULL, definition text NOT NULL, PRIMARY KEY (id, edition));`,
  dropTables: 'DROP TABLE IF EXISTS questionnaire_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    for (const { envelope, payload, position } of events as readonly NumberedEvent<QuestionnaireEditionPublished['payload']>[]) {
      await db.query(
        `INSERT INTO questionnaire_v1 (id, edition, position, published_on, published_by, content_sha256, definition)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id, edition) DO NOTHING`,
        [payload.questionnaire, payload.edition, position, envelope.occurredOn, envelope.recordedBy ?? null, payload.content_sha256, JSON.stringify(payload.definition)],
      );
    }
  },
};
