import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { NumberedEvent } from './event-store.js';
import type { EventTypes } from './event-types.js';
import { loggedEvent } from './logged-event.js';

/** Positions that one COPY covers: long enough to be fast, short enough to hold no snapshot open for long. */
const WINDOW = 50_000;

export interface ReadRange {
  readonly after: number;
  readonly upTo: number;
  readonly pageSize: number;
  /** Only events of these types. */
  readonly types?: readonly string[];
}

/**
 * Pages of numbered events, in order. The rows come by COPY and are split and parsed here, which is several times as
 * fast as the driver's row parser; no more than a page and the socket's buffer is held in memory.
 */
export async function* readLog(pool: pg.Pool, { after, upTo, pageSize, types }: ReadRange, known?: EventTypes): AsyncGenerator<NumberedEvent[]> {
  let page: NumberedEvent[] = [];
  for (let from = after; from < upTo; from += WINDOW) {
    const to = Math.min(from + WINDOW, upTo);
    for await (const lines of copyLines(pool, query(from, to, await seqBounds(pool, from, to), types))) {
      for (const line of lines) {
        page.push(parseRow(line, known));
        if (page.length === pageSize) {
          yield page;
          page = [];
        }
      }
    }
  }
  if (page.length > 0) yield page;
}

/** COPY takes no parameters: positions are whole numbers, types are quoted. */
function query(after: number, upTo: number, bounds: SeqBounds, types?: readonly string[]): string {
  return `COPY (SELECT p.position, p.recorded_at AT TIME ZONE 'UTC', e.envelope, e.payload ${windowOf(after, upTo, bounds, types)} ORDER BY p.position) TO STDOUT`;
}

/** SQL: the events (`p` joined to `e`) of a window of positions, of some types only. */
export function windowOf(after: number, upTo: number, { first, last }: SeqBounds, types?: readonly string[]): string {
  if (!Number.isSafeInteger(after) || !Number.isSafeInteger(upTo)) throw new RangeError('positions are whole numbers');
  const only = types ? ` AND e.type IN (${types.length === 0 ? 'NULL' : types.map(quoted).join(',')})` : '';
  return `FROM event_position p JOIN event e USING (seq) WHERE p.position > ${after} AND p.position <= ${upTo} AND e.seq BETWEEN ${first} AND ${last}${only}`;
}

/** The least and the greatest `seq` of a window, as the database writes them. */
export interface SeqBounds {
  readonly first: string;
  readonly last: string;
}

/** The numbers that a window of positions lies between; they keep the planner, which may know nothing of fresh tables yet, from reading all of `event` for each window. */
export async function seqBounds(pool: pg.Pool, after: number, upTo: number): Promise<SeqBounds> {
  const { rows } = await pool.query<{ first: string; last: string }>(
    'SELECT coalesce(min(seq), 0) AS first, coalesce(max(seq), 0) AS last FROM (SELECT seq FROM event_position WHERE position > $1 AND position <= $2 OFFSET 0) AS w',
    [after, upTo],
  );
  return rows[0];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Blocks of whole lines of a COPY … TO STDOUT in text form, split. */
export async function* copyLines(pool: pg.Pool, text: string): AsyncGenerator<string[]> {
  for await (const block of copyBlocks(pool, text, (bytes) => bytes.lastIndexOf(10) + 1)) yield block.toString('utf8', 0, block.length - 1).split('\n');
}

/**
 * The bytes of a COPY … TO STDOUT in blocks, each of which ends where `wholeUpTo` says that something whole does; what is
 * left at the end is given as it is. The connection is given back when the reader stops early.
 */
export async function* copyBlocks(pool: pg.Pool, text: string, wholeUpTo: (bytes: Buffer) => number): AsyncGenerator<Buffer> {
  const client = await pool.connect();
  let done = false;
  try {
    const stream = client.query(copyTo(text));
    let rest: Buffer | null = null;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
      const end = wholeUpTo(bytes);
      if (end > 0) yield bytes.subarray(0, end);
      rest = end < bytes.length ? bytes.subarray(end) : null;
    }
    if (rest) yield rest;
    done = true;
  } finally {
    // A COPY that was left half-way would still be sending: that connection is not used again.
    client.release(!done);
  }
}

let lastTime = '';
let lastTimeText = '';

function parseRow(line: string, known?: EventTypes): NumberedEvent {
  const a = line.indexOf('\t');
  const b = line.indexOf('\t', a + 1);
  const c = line.indexOf('\t', b + 1);
  const time = line.slice(a + 1, b);
  if (time !== lastTime) {
    lastTime = time;
    lastTimeText = recordedTime(time);
  }
  const envelope = line.slice(b + 1, c);
  const payload = line.slice(c + 1);
  return loggedEvent(Number(line.slice(0, a)), lastTimeText, unescaped(envelope), unescaped(payload), known) as NumberedEvent;
}

/** `2026-01-31 23:00:00.5` of a UTC timestamp in PostgreSQL's ISO form as `2026-01-31T23:00:00.500000Z`. */
export function recordedTime(text: string): string {
  const [whole, fraction = ''] = text.split('.');
  return `${whole.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`;
}

// Canonical JSON holds no control characters, so the backslash is all that COPY's text form escapes.
function unescaped(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\\\', '\\') : text;
}
