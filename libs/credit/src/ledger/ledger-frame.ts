import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import type { Queryable } from '#platform/projecting/projection.js';
import type { RulebookEditionPublished } from '../editions/events.js';

/** Keeps a published edition. */
export async function insertEdition(db: Queryable, { payload, position, envelope }: NumberedEvent<RulebookEditionPublished['payload']>): Promise<void> {
  await db.query(
    'INSERT INTO edition_v1 (id, in_force_from, position, content_sha256, edition, published_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [payload.edition_id, payload.in_force_from, position, payload.content_sha256, JSON.stringify(payload.edition), envelope.recordedBy ?? null],
  );
}

/** The day that the ledger stands on; null before the first event. */
export async function ledgerDay(db: Queryable): Promise<Day | null> {
  const { rows } = await db.query<{ day: string }>('SELECT day::text AS day FROM ledger_day_v1');
  return rows.length === 0 ? null : dayOf(rows[0].day);
}

export async function setDay(db: Queryable, day: Day, closedThrough: Day | null): Promise<void> {
  await db.query(
    `INSERT INTO ledger_day_v1 (day, closed_through) VALUES ($1, $2)
     ON CONFLICT (only_row) DO UPDATE SET day = excluded.day, closed_through = excluded.closed_through`,
    [formatDay(day), closedThrough === null ? null : formatDay(closedThrough)],
  );
}
