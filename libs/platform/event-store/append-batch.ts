import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { WrongExpectedRevision } from './event-store.js';
import type { PreparedAppend } from './envelope.js';
import { GAP, insertRows, refusesGaps } from './insert-rows.js';

/** What became of one append of a batch: committed (now, or by an earlier attempt with the same ids), or why not. */
export type Outcome = 'committed' | Error;

const ATTEMPTS = 8;

/**
 * Writes a batch, at most one append to a stream, in one transaction. First as if nobody interfered; if the database objects, every stream is looked at,
 * those that cannot be written are taken out with their reason, and the rest is tried again. A lost connection leaves
 * the outcome unknown, and the same look finds out: what was written is recognised by its ids.
 * Throws the driver's error when the database cannot be reached.
 */
export async function writeBatch(pool: pg.Pool, batch: readonly PreparedAppend[]): Promise<Outcome[]> {
  const outcomes = new Array<Outcome | undefined>(batch.length).fill(undefined);
  let open = batch.map((_, i) => i);
  for (let attempt = 1; ; attempt++) {
    try {
      if (attempt > 1 || (followsOthers(batch) && !refusesGaps(batch))) open = await inspect(pool, batch, open, outcomes, attempt > 1);
      if (open.length === 0) return outcomes as Outcome[];
      await insertRows(pool, open.map((i) => batch[i]));
      for (const i of open) outcomes[i] = 'committed';
      return outcomes as Outcome[];
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error)) throw error;
      if (!interferes(error)) await pause(20 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

// An append that follows a revision would leave a gap if that revision is not there.
function followsOthers(batch: readonly PreparedAppend[]): boolean {
  return batch.some(({ firstRevision }) => firstRevision > 0);
}

async function inspect(pool: pg.Pool, batch: readonly PreparedAppend[], open: readonly number[], outcomes: (Outcome | undefined)[], afterFailure: boolean): Promise<number[]> {
  const heads = new Map<string, number>();
  const values = [open.map((i) => batch[i].stream).join('\n')];
  for (const row of (await pool.query<{ stream: string; revision: number }>({ name: 'heads', text: HEADS, values })).rows) heads.set(row.stream, row.revision);
  const fits = (i: number): boolean => (heads.get(batch[i].stream) ?? -1) === batch[i].firstRevision - 1;
  const taken = await takenIds(pool, open.filter((i) => afterFailure || !fits(i)).map((i) => batch[i]));
  const still: number[] = [];
  for (const i of open) {
    const { stream, firstRevision, ids } = batch[i];
    if (ids.every((id, k) => taken.get(id) === `${stream}\n${firstRevision + k}`)) outcomes[i] = 'committed';
    else if (!fits(i)) outcomes[i] = new WrongExpectedRevision(stream, revisionOf(firstRevision - 1), revisionOf(heads.get(stream) ?? -1));
    else if (ids.some((id) => taken.has(id))) outcomes[i] = new TypeError(`an event id given for stream ${stream} belongs to another event`);
    else {
      still.push(i);
      for (const id of ids) taken.set(id, '');
    }
  }
  return still;
}

const HEADS = `
  SELECT s.stream, h.revision
  FROM unnest(string_to_array($1, E'\\n')) AS s(stream),
  LATERAL (SELECT revision FROM event e WHERE e.stream = s.stream COLLATE "C" ORDER BY e.revision DESC LIMIT 1) h`;

async function takenIds(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<Map<string, string>> {
  if (appends.length === 0) return new Map();
  const { rows } = await pool.query<{ event_id: string; stream: string; revision: number }>(
    'SELECT event_id, stream, revision FROM event WHERE event_id = ANY($1::uuid[])',
    [appends.flatMap(({ ids }) => ids)],
  );
  return new Map(rows.map((row) => [row.event_id, `${row.stream}\n${row.revision}`]));
}

function revisionOf(number: number): number | 'no_stream' {
  return number < 0 ? 'no_stream' : number;
}

/** A revision that is taken, or one that is missing. */
function interferes(error: unknown): boolean {
  return ['23505', GAP].includes((error as { code?: string }).code ?? '');
}

// Unique violation, a gap, serialisation failure, deadlock, server stopping or starting, and connections that broke.
function mayPass(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return ['23505', GAP, '40001', '40P01', '57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE'].includes(code ?? '') || /Connection terminated|not queryable/.test(message ?? '');
}
