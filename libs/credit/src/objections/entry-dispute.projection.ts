import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import { ENTRY_EVENT_TYPES, type EntryEvent } from './entry-events.js';
import { answeredObjection, openedObjection, type ObjectionRow } from './objection-row.js';

/**
 * Every step about an entry with its place on both time axes (texts stay sealed), and beside it where every objection
 * stands.
 */
export const entryDisputeProjection: Projection = {
  name: 'entry_dispute',
  version: 1,
  eventTypes: ENTRY_EVENT_TYPES,
  createTables: `
    CREATE TABLE entry_step_v1 (
      position bigint PRIMARY KEY, customer_no text COLLATE "C" NOT NULL, entry_id text COLLATE "C" NOT NULL,
      occurred_on date NOT NULL, type text NOT NULL, payload text NOT NULL);
    CREATE INDEX entry_step_v1_customer ON entry_step_v1 (customer_no, entry_id, position);
    CREATE TABLE objection_v1 (
      id text COLLATE "C" PRIMARY KEY, customer_no text COLLATE "C" NOT NULL, rule text NOT NULL, state text NOT NULL,
      objected_on date NOT NULL, answer_due_on date NOT NULL, row text NOT NULL);
    CREATE INDEX objection_v1_customer ON objection_v1 (customer_no);
    CREATE INDEX objection_v1_state ON objection_v1 (state, answer_due_on);`,
  dropTables: 'DROP TABLE IF EXISTS entry_step_v1, objection_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    for (const { position, envelope, payload, payloadBytes } of events) {
      const event = { type: envelope.type, payload } as unknown as EntryEvent;
      const { customer_no, entry_id } = event.payload;
      await db.query('INSERT INTO entry_step_v1 (position, customer_no, entry_id, occurred_on, type, payload) VALUES ($1, $2, $3, $4, $5, $6)', [position, customer_no, entry_id, envelope.occurredOn, event.type, payloadBytes]);
      await foldObjection(db, event);
    }
  },
};

async function foldObjection(db: Queryable, event: EntryEvent): Promise<void> {
  switch (event.type) {
    case 'EntryObjectedTo': {
      const { customer_no, entry_id } = event.payload;
      const { rows } = await db.query<{ noticed_on: string }>(`SELECT occurred_on::text AS noticed_on FROM entry_step_v1 WHERE customer_no = $1 AND entry_id = $2 AND type = 'EntryNoticed'`, [customer_no, entry_id]);
      const row = openedObjection(event, rows[0]?.noticed_on ?? null);
      await db.query('INSERT INTO objection_v1 (id, customer_no, rule, state, objected_on, answer_due_on, row) VALUES ($1, $2, $3, $4, $5, $6, $7)', [row.id, row.customer_no, row.rule, row.state, row.objected_on, row.answer_due_on, JSON.stringify(row)]);
      return;
    }
    case 'EntryObjectionAnswered': {
      const { rows } = await db.query<{ row: string }>('SELECT row FROM objection_v1 WHERE id = $1', [event.payload.objection_id]);
      if (rows.length === 0) return;
      const row = answeredObjection(JSON.parse(rows[0].row) as ObjectionRow, event);
      await db.query('UPDATE objection_v1 SET state = $2, row = $3 WHERE id = $1', [row.id, row.state, JSON.stringify(row)]);
      return;
    }
    case 'EntryNoticed': {
      // A notice may follow an objection.
      const { customer_no, entry_id, noticed_on } = event.payload;
      const { rows } = await db.query<{ row: string }>('SELECT row FROM objection_v1 WHERE customer_no = $1', [customer_no]);
      for (const row of rows.map((one) => JSON.parse(one.row) as ObjectionRow)) {
        if (row.entry_id === entry_id) await db.query('UPDATE objection_v1 SET row = $2 WHERE id = $1', [row.id, JSON.stringify({ ...row, noticed_on })]);
      }
      return;
    }
    case 'EntryStatementAdded':
    case 'EntryStatementWithdrawn':
  }
}
