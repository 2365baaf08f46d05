import type pg from 'pg';
import { LogRecords } from './log-record.js';
import { copyBlocks, seqBounds, windowOf, type ReadRange } from './log-reader.js';

/** Positions that one COPY covers: nothing is parsed meanwhile, so it holds its snapshot for seconds only. */
const WINDOW = 500_000;
/** What stands before the first record of a binary COPY: signature, flags and the length of an extension, which is none. */
const HEADER = 11 + 4 + 4;
/** After the last record: a field count of -1. */
const TRAILER = 2;

/** EventStore.readRecords: not sorted, because sorting was two thirds of the database's work. */
export async function* readLogRecords(pool: pg.Pool, { after, upTo, types }: Omit<ReadRange, 'pageSize'>): AsyncGenerator<Buffer> {
  for (let from = after; from < upTo; from += WINDOW) {
    const to = Math.min(from + WINDOW, upTo);
    const text = `COPY (SELECT p.position, e.envelope, e.payload ${windowOf(from, to, await seqBounds(pool, from, to), types)}) TO STDOUT (FORMAT binary)`;
    let first = true;
    for await (const block of copyBlocks(pool, text, (bytes) => wholeRecords(bytes, first ? HEADER : 0))) {
      const records = first ? block.subarray(HEADER) : block;
      first = false;
      if (records.length > TRAILER) yield records;
    }
  }
}

/** Where the last whole record ends. */
function wholeRecords(bytes: Buffer, start: number): number {
  const records = new LogRecords(bytes);
  records.end = start;
  while (records.next());
  return records.end > start ? records.end : 0;
}
