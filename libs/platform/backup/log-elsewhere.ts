import type pg from 'pg';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { escaped } from '#platform/event-store/insert-rows.js';
import { refuse } from '#platform/deciding/refusal.js';

/** A log that does not lie in PostgreSQL, and the position up to which it is backed up. */
export interface LogElsewhere {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly upTo: number;
}

/** The tables that hold a log in PostgreSQL: a backup of one that lies elsewhere holds the same rows, an event's `seq` being its position. */
export const LOG_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  event: ['seq', 'stream', 'revision', 'event_id', 'type', 'envelope', 'payload'],
  event_position: ['position', 'seq', 'recorded_at'],
  event_unnumbered: ['first_seq', 'last_seq'],
};

/** The rows of `event` or `event_position` for such a log, in COPY's text form. */
export async function* logRows({ store, upTo }: LogElsewhere, table: string): AsyncGenerator<Buffer> {
  if (table === 'event_unnumbered') return;
  const row = table === 'event' ? eventRow : positionRow;
  for await (const page of store.readAll({ after: 0, upTo })) yield Buffer.from(page.map(row).join(''));
}

function eventRow({ position, envelope: { id, stream, revision, type }, envelopeBytes, payloadBytes }: NumberedEvent): string {
  return `${position}\t${escaped(stream)}\t${revision}\t${id}\t${escaped(type)}\t${escaped(envelopeBytes)}\t${escaped(payloadBytes)}\n`;
}

function positionRow({ position, recordedAt }: NumberedEvent): string {
  return `${position}\t${position}\t${recordedAt}\n`;
}

/** Refuses rows of `event` that the cluster, whose log is numbered here, does not hold at the same positions. */
export async function refuseUnlessInCluster(pool: pg.Pool, rows: Buffer): Promise<void> {
  const lines = rows.toString('utf8').trimEnd().split('\n').map((line) => line.split('\t', 4));
  const { rows: found } = await pool.query<{ same: string }>(
    'SELECT count(*) AS same FROM unnest($1::bigint[], $2::uuid[]) AS b(position, event_id) JOIN eventstoredb_position USING (position, event_id)',
    [lines.map(([seq]) => seq), lines.map(([, , , id]) => id)],
  );
  if (Number(found[0].same) === lines.length) return;
  throw refuse(
    'log-not-in-cluster',
    'The cluster named by EVENTSTORE_URL does not hold the events of this backup at their positions. Events are not restored into a cluster, because it would give them new recorded times: restore without EVENTSTORE_URL into an empty PostgreSQL database, which brings back everything, or bring the cluster back from its own backup first. Nothing was restored.',
    409,
  );
}
