import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { PreparedAppend } from './envelope.js';

/** From so many rows on COPY is cheaper than a statement with the rows as its parameters. */
const COPY_FROM_ROWS = 200;
const CHUNK_CHARACTERS = 256 * 1024;

/** Whether writing these appends refuses one whose predecessor is not there (GAP); if not, look before. */
export function refusesGaps(appends: readonly PreparedAppend[]): boolean {
  return rowsOf(appends) < COPY_FROM_ROWS;
}

/** The database's error for an append that would leave a gap: division by zero, which tells the server's log nothing of the row. */
export const GAP = '22012';

/** Writes appends in one transaction and queues their rows for the sequencer. Throws the driver's error; nothing is written then. */
export async function insertRows(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<void> {
  const rows = rowsOf(appends);
  await (rows < COPY_FROM_ROWS ? insertAsStatement(pool, appends, rows) : insertAsCopy(pool, appends, rows));
}

function rowsOf(appends: readonly PreparedAppend[]): number {
  let rows = 0;
  for (const { ids } of appends) rows += ids.length;
  return rows;
}

// One round trip and one commit. An append to a new stream needs no look: if the stream exists, its revision 0 is taken
// and the database says so. One that follows a revision (`follows`) divides by zero if that is not there; a scalar
// subquery, because the planner might answer EXISTS by reading all of `event`. The columns travel as lines: canonical
// JSON, names and ids hold no line breaks, and the driver's own array form would quote every quotation mark of the JSON.
const INSERT = `
  WITH range AS (SELECT nextval('event_seq') AS first_seq),
  queued AS (INSERT INTO event_unnumbered (first_seq, last_seq) SELECT first_seq, first_seq + $1 - 1 FROM range)
  INSERT INTO event (seq, stream, revision, event_id, type, envelope, payload)
  SELECT first_seq + place - 1, stream,
    revision::integer / CASE WHEN follows = '-' OR (SELECT p.revision FROM event p WHERE p.stream = row.stream COLLATE "C" AND p.revision = follows::integer) IS NOT NULL THEN 1 ELSE 0 END,
    id::uuid, type, envelope, payload
  FROM range, unnest(string_to_array($2, E'\\n'), string_to_array($3, E'\\n'), string_to_array($4, E'\\n'), string_to_array($5, E'\\n'),
    string_to_array($6, E'\\n'), string_to_array($7, E'\\n'), string_to_array($8, E'\\n')) WITH ORDINALITY AS row (stream, revision, follows, id, type, envelope, payload, place)`;

async function insertAsStatement(pool: pg.Pool, appends: readonly PreparedAppend[], rows: number): Promise<void> {
  const streams: string[] = [];
  const revisions: number[] = [];
  const follows: string[] = [];
  for (const { stream, firstRevision, ids } of appends)
    for (let k = 0; k < ids.length; k++) {
      streams.push(stream);
      revisions.push(firstRevision + k);
      follows.push(k === 0 && firstRevision > 0 ? String(firstRevision - 1) : '-');
    }
  const lines = (column: 'ids' | 'types' | 'envelopes' | 'payloads'): string => appends.map((append) => append[column].join('\n')).join('\n');
  await pool.query({
    name: 'insert_events',
    text: INSERT,
    values: [rows, streams.join('\n'), revisions.join('\n'), follows.join('\n'), lines('ids'), lines('types'), lines('envelopes'), lines('payloads')],
  });
}

async function insertAsCopy(pool: pg.Pool, appends: readonly PreparedAppend[], rows: number): Promise<void> {
  const client = await pool.connect();
  let broken: Error | boolean = false;
  try {
    await client.query('BEGIN');
    const first = await client.query<{ first_seq: string }>("SELECT nextval('event_seq') AS first_seq");
    let seq = Number(first.rows[0].first_seq);
    await client.query('INSERT INTO event_unnumbered (first_seq, last_seq) VALUES ($1, $2)', [seq, seq + rows - 1]);
    const copy = client.query(copyFrom('COPY event (seq, stream, revision, event_id, type, envelope, payload) FROM STDIN'));
    const finished = new Promise<void>((resolve, reject) => copy.on('finish', resolve).on('error', reject));
    // Awaited below; until then a failure must not count as unhandled.
    finished.catch(() => {});
    let chunk = '';
    for (const { stream, firstRevision, ids, types, envelopes, payloads } of appends) {
      for (let k = 0; k < ids.length; k++) {
        chunk += `${seq++}\t${escaped(stream)}\t${firstRevision + k}\t${ids[k]}\t${escaped(types[k])}\t${escaped(envelopes[k])}\t${escaped(payloads[k])}\n`;
      }
      if (chunk.length > CHUNK_CHARACTERS) {
        if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), finished]);
        chunk = '';
      }
    }
    copy.end(chunk);
    await finished;
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A text without control characters, as COPY's text form has it. */
export function escaped(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
}
