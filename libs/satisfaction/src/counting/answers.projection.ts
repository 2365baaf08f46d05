import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import type { AnswersReceived, QuestionnaireEditionPublished } from '../events.js';
import { answerRow, type AnswerRow } from './answer-row.js';
import { countAnswers } from './count-answers.js';

/**
 * Every respondent's answers, and the cells that they are counted in: moments by wave, day and cut, from which every index
 * follows. An answer waits until it can be told of without telling of a small group (indices/told-states.ts); from when
 * it counts depends on the log alone, answer by answer, so that a rebuild comes to the same.
 */
export const answersProjection: Projection = {
  name: 'answers',
  version: 1,
  eventTypes: ['AnswersReceived', 'QuestionnaireEditionPublished'],
  createTables: `
    CREATE TABLE answer_edition_v1 (questionnaire text COLLATE "C", edition integer, definition text NOT NULL, PRIMARY KEY (questionnaire, edition));
    CREATE TABLE answer_v1 (
      position bigint PRIMARY KEY, questionnaire text COLLATE "C" NOT NULL, edition integer NOT NULL, wave text COLLATE "C" NOT NULL, responded_on date NOT NULL,
      channel text NOT NULL, region text NOT NULL, segment text NOT NULL, class text NOT NULL, weight float8 NOT NULL, batch text COLLATE "C" NOT NULL, answers text NOT NULL, counted_on date);
    CREATE INDEX answer_v1_waiting ON answer_v1 (questionnaire, edition, wave, position) WHERE counted_on IS NULL;
    CREATE INDEX answer_v1_family ON answer_v1 (questionnaire, edition, wave, counted_on);
    CREATE TABLE answer_batch_v1 (batch text COLLATE "C" PRIMARY KEY, size integer NOT NULL, seen integer NOT NULL);
    CREATE TABLE answer_family_v1 (questionnaire text COLLATE "C", edition integer, wave text COLLATE "C", waiting integer NOT NULL, history text NOT NULL, PRIMARY KEY (questionnaire, edition, wave));
    CREATE TABLE answer_cell_v1 (
      questionnaire text COLLATE "C", edition integer, wave text COLLATE "C", day date, cut text COLLATE "C", cell text COLLATE "C", moments bytea NOT NULL,
      PRIMARY KEY (questionnaire, edition, wave, cut, cell, day));`,
  dropTables: 'DROP TABLE IF EXISTS answer_edition_v1, answer_v1, answer_batch_v1, answer_family_v1, answer_cell_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    const rows: AnswerRow[] = [];
    for (const event of events) {
      if (event.envelope.type === 'AnswersReceived') rows.push(answerRow(event as NumberedEvent<AnswersReceived['payload']>));
      else {
        const { questionnaire, edition, definition } = event.payload as QuestionnaireEditionPublished['payload'];
        await db.query('INSERT INTO answer_edition_v1 (questionnaire, edition, definition) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [questionnaire, edition, JSON.stringify(definition)]);
      }
    }
    if (rows.length === 0) return;
    await insertAnswers(db, rows);
    await countAnswers(db, rows);
  },
};

async function insertAnswers(db: Queryable, rows: readonly AnswerRow[]): Promise<void> {
  const column = (name: keyof AnswerRow): unknown[] => rows.map((row) => row[name]);
  await db.query(
    `INSERT INTO answer_v1 (position, questionnaire, edition, wave, responded_on, channel, region, segment, class, weight, batch, answers)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[], $9::text[], $10::float8[], $11::text[], $12::text[])`,
    (['position', 'questionnaire', 'edition', 'wave', 'respondedOn', 'channel', 'region', 'segment', 'class', 'weight', 'batch', 'answers'] as const).map(column),
  );
}
