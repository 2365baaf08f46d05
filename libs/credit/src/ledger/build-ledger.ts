import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { LogRecords, nameHash } from '#platform/event-store/log-record.js';
import { Spool } from '#platform/event-store/spool.js';
import type { BuildContext } from '#platform/projecting/projection.js';
import type { DayClosed } from '../calendar/events.js';
import { CREDIT_FACT_TYPES } from '../case-file/fold-case-file.js';
import { builtInEdition } from '../editions/built-in-edition.js';
import { compileEdition } from '../editions/compiled-edition.js';
import type { Edition } from '../editions/edition-schema.js';
import type { RulebookEditionPublished } from '../editions/events.js';
import { foldRecords } from './fold-records.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';
import { insertEdition, ledgerDay, noteDays } from './ledger-frame.js';
import type { LedgerFrame } from './ledger-worker.js';
import { LedgerWorkers } from './ledger-workers.js';

/** Events that one part of the customers has: some megabytes, held in memory while it is folded. */
const EVENTS_PER_PART = 10_000;
const MOST_PARTS = 1024;
/** The share of the whole time that reading takes, for the progress. */
const READING = 0.4;
const ABOUT_NOBODY = ['RulebookEditionPublished', 'DayClosed'];

/**
 * The rows that applying page after page would make, in constant time for each event however long the log is: the log
 * is read once and its records are laid into parts by customer, without being parsed; then, part by part, each customer's
 * case file is folded once and judged once, for the ledger's last day under all editions (docs/decisions/bulk-build.md).
 */
export async function buildLedger({ pool, store, upTo, onProgress, signal }: BuildContext, zone: string): Promise<void> {
  const spool = new Spool(Math.min(MOST_PARTS, Math.ceil(upTo / EVENTS_PER_PART)));
  // Started first: they load while the log is read.
  const workers = new LedgerWorkers(store.patterns());
  try {
    let done = 0;
    let first = Infinity;
    for await (const block of store.readRecords({ after: 0, upTo, types: CREDIT_FACT_TYPES })) {
      signal.throwIfAborted();
      const laid = layAside(spool, block);
      done += laid.count;
      first = Math.min(first, laid.first);
      onProgress(Math.floor(Math.min(done, upTo) * READING));
    }
    spool.finish();
    const frame = await writeFrame(pool, store, upTo, first, zone);
    if (!frame) return;
    await buildParts({ pool, store, signal, spool, workers, frame, onPart: (parts) => onProgress(Math.floor(upTo * (READING + (1 - READING) * (parts / spool.size)))) });
  } finally {
    await workers.close();
    spool.remove();
  }
}

/** Lays records into the parts of their customers; tells how many they were, and the least of their positions. */
function layAside(spool: Spool, block: Buffer): { count: number; first: number } {
  const records = new LogRecords(block);
  let count = 0;
  let first = Infinity;
  for (; records.next(); count++) {
    const name = records.customer();
    if (!name) throw new Error(`the event at position ${records.position}, on which a score rests, concerns no customer`);
    if (records.position < first) first = records.position;
    spool.add(nameHash(block, name.from, name.to) % spool.size, block, records.start, records.end);
  }
  return { count, first };
}

/** Writes what is about nobody: the editions and the ledger's days; null for a log without any record. */
async function writeFrame(pool: pg.Pool, store: EventStore, upTo: number, firstFact: number, zone: string): Promise<LedgerFrame | null> {
  const editions = [builtInEdition()];
  let first = firstFact;
  const closings: NumberedEvent<DayClosed['payload']>[] = [];
  for await (const page of store.readAll({ after: 0, upTo, types: ABOUT_NOBODY })) {
    for (const event of page) {
      first = Math.min(first, event.position);
      if (event.envelope.type === 'DayClosed') closings.push(event as NumberedEvent<DayClosed['payload']>);
      else {
        const published = event as NumberedEvent<RulebookEditionPublished['payload']>;
        await insertEdition(pool, published);
        editions.push(compileEdition(published.payload.edition as unknown as Edition));
      }
    }
  }
  if (first === Infinity) return null;
  for await (const [{ position, recordedAt }] of store.readAll({ after: first - 1, upTo: first })) await noteDays(pool, { position, recordedAt }, closings, zone);
  return { day: (await ledgerDay(pool, upTo))!, editions };
}

interface Parts extends Pick<BuildContext, 'pool' | 'store' | 'signal'> {
  readonly spool: Spool;
  readonly workers: LedgerWorkers;
  readonly frame: LedgerFrame;
  readonly onPart: (done: number) => void;
}

/** Reads and writes parts while others are folded and judged. */
async function buildParts({ pool, store, signal, spool, workers, frame, onPart }: Parts): Promise<void> {
  const underWay: Promise<void>[] = [];
  let done = 0;
  const write = async (files: Uint8Array): Promise<void> => {
    const rows = workers.judge(files, frame).then((judged) => copyIn(pool, `ledger_v2 (${LEDGER_COLUMNS.map(({ name }) => name).join(', ')})`, judged));
    await Promise.all([copyIn(pool, 'credit_file_v2 (customer_no, facts)', files), rows]);
  };
  const build = async (records: Buffer): Promise<void> => {
    const { files, left } = await workers.fold(records);
    await write(files);
    // Whom the thread could not read: an older version of a type, or an event that nobody can read.
    if (left.length > 0) await write(foldRecords(Buffer.from(left.buffer), (record) => store.eventOfRecord(record)).files);
    onPart(++done);
  };
  for (let part = 0; part < spool.size; part++) {
    signal.throwIfAborted();
    const one = build(await spool.take(part));
    // Its failure is seen when it is awaited.
    one.catch(() => {});
    underWay.push(one);
    if (underWay.length > workers.count) await underWay.shift();
  }
  await Promise.all(underWay);
}

async function copyIn(pool: pg.Pool, table: string, lines: Uint8Array): Promise<void> {
  if (lines.length === 0) return;
  const client = await pool.connect();
  let broken: Error | boolean = true;
  try {
    const copy = client.query(copyFrom(`COPY ${table} FROM STDIN`));
    copy.end(lines);
    await once(copy, 'finish');
    broken = false;
  } finally {
    client.release(broken);
  }
}
