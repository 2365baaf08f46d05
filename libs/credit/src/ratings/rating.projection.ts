import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import { RATING_EVENT_TYPES, type RatingEvent } from './rating-events.js';
import { foldRatingRow, type RatingRow } from './rating-row.js';

/** Where every rating stands. `row` is the whole of it as JSON; the other columns are there to filter and sort by. */
export const ratingProjection: Projection = {
  name: 'rating',
  version: 1,
  eventTypes: RATING_EVENT_TYPES,
  createTables: `
    CREATE TABLE rating_v1 (
      id text COLLATE "C" PRIMARY KEY, customer_no text COLLATE "C" NOT NULL, as_of date NOT NULL, grade text NOT NULL,
      state text NOT NULL, issued_on date, answer_due_on date, row text NOT NULL);
    CREATE INDEX rating_v1_customer ON rating_v1 (customer_no, as_of);
    CREATE INDEX rating_v1_state ON rating_v1 (state, answer_due_on);`,
  dropTables: 'DROP TABLE IF EXISTS rating_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    const folded = events.map(({ envelope, payload }) => ({ type: envelope.type, payload }) as unknown as RatingEvent);
    const rows = await rowsOf(db, folded);
    for (const event of folded) foldRatingRow(rows, event);
    await write(db, [...rows.values()]);
  },
};

/** The rows of the ratings that these events concern, as far as there are any yet. */
async function rowsOf(db: Queryable, events: readonly RatingEvent[]): Promise<Map<string, RatingRow>> {
  const ids = new Set<string>();
  for (const { payload } of events) {
    ids.add(payload.rating_id);
    if ('corrects' in payload && payload.corrects !== undefined) ids.add(payload.corrects);
  }
  const { rows } = await db.query<{ row: string }>('SELECT row FROM rating_v1 WHERE id = ANY($1::text[])', [[...ids]]);
  return new Map(rows.map(({ row }) => JSON.parse(row) as RatingRow).map((row) => [row.id, row]));
}

async function write(db: Queryable, rows: readonly RatingRow[]): Promise<void> {
  const column = (name: keyof RatingRow): unknown[] => rows.map((row) => row[name]);
  await db.query(
    `INSERT INTO rating_v1 (id, customer_no, as_of, grade, state, issued_on, answer_due_on, row)
     SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[])
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, issued_on = excluded.issued_on, answer_due_on = excluded.answer_due_on, row = excluded.row`,
    [column('id'), column('customer_no'), column('as_of'), column('grade'), column('state'), column('issued_on'), column('answer_due_on'), rows.map((row) => JSON.stringify(row))],
  );
}
