import { dayInZone } from '#platform/config/zone.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import type { LogPlace, Queryable } from '#platform/projecting/projection.js';
import type { DayClosed } from '../calendar/events.js';
import type { RulebookEditionPublished } from '../editions/events.js';

/** Keeps a published edition, unless another partition has. */
export async function insertEdition(db: Queryable, { payload, position, envelope }: NumberedEvent<RulebookEditionPublished['payload']>): Promise<void> {
  await db.query(
    'INSERT INTO edition_v2 (id, in_force_from, position, content_sha256, edition, published_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING',
    [payload.edition_id, payload.in_force_from, position, payload.content_sha256, JSON.stringify(payload.edition), envelope.recordedBy ?? null],
  );
}

/** The day that the ledger stands on at a position; null before the first record. */
export async function ledgerDay(db: Queryable, at: number): Promise<Day | null> {
  const { rows } = await db.query<{ day: string }>('SELECT day::text AS day FROM ledger_day_v2 WHERE position <= $1 ORDER BY position DESC LIMIT 1', [at]);
  return rows.length === 0 ? null : dayOf(rows[0].day);
}

/** Keeps the day of the first record, where it is given, and the days after closed ones, unless another partition has. */
export async function noteDays(db: Queryable, first: LogPlace | null, closings: readonly NumberedEvent<DayClosed['payload']>[], zone: string): Promise<void> {
  const rows = closings.map(({ position, payload }) => ({ position, day: formatDay(dayOf(payload.through) + 1), through: payload.through as string | null }));
  if (first && rows[0]?.position !== first.position) rows.unshift({ position: first.position, day: formatDay(dayInZone(first.recordedAt, zone)), through: null });
  await db.query('INSERT INTO ledger_day_v2 (position, day, closed_through) SELECT * FROM unnest($1::bigint[], $2::date[], $3::date[]) ON CONFLICT (position) DO NOTHING', [
    rows.map(({ position }) => position), rows.map(({ day }) => day), rows.map(({ through }) => through),
  ]);
}
