import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { customerHash, customerText } from '#platform/event-store/log-line.js';
import { textLines } from '#platform/kernel/text-lines.js';
import { Spool } from '#platform/event-store/spool.js';
import type { Day } from '#platform/kernel/day.js';
import { firstPlace } from '#platform/projecting/first-place.js';
import type { BuildContext, LogPlace } from '#platform/projecting/projection.js';
import type { DayClosed } from '../calendar/events.js';
import type { CaseFile } from '../case-file/case-file.js';
import { CREDIT_FACT_TYPES, foldCaseFile, type CreditFact } from '../case-file/fold-case-file.js';
import type { Edition } from '../editions/edition-schema.js';
import type { RulebookEditionPublished } from '../editions/events.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';
import { insertEdition, ledgerDay, noteDays } from './ledger-frame.js';
import { caseFileLine } from './ledger-lines.js';
import { LedgerWorkers } from './ledger-workers.js';

/** Events that one part of the customers has: some ten megabytes, held in memory while it is folded. */
const EVENTS_PER_PART = 20_000;
const MOST_PARTS = 256;
/** The share of the whole time that reading takes, for the progress. */
const READING = 0.4;
const ABOUT_NOBODY = ['RulebookEditionPublished', 'DayClosed'];

/**
 * The rows that applying page after page would make, in constant time for each event however long the log is: the log
 * is read once and its lines are laid into parts by customer, without being parsed; then, part by part, each customer's
 * case file is folded once and judged once, for the ledger's last day under all editions (docs/decisions/bulk-build.md).
 */
export async function buildLedger({ pool, store, upTo, onProgress, signal }: BuildContext, zone: string): Promise<void> {
  const first = await firstPlace(store, [...CREDIT_FACT_TYPES, ...ABOUT_NOBODY]);
  if (!first || first.position > upTo) return;
  const spool = new Spool(Math.min(MOST_PARTS, Math.ceil(upTo / EVENTS_PER_PART)));
  try {
    let lines = 0;
    for await (const block of store.readLines({ after: 0, upTo, types: CREDIT_FACT_TYPES })) {
      signal.throwIfAborted();
      lines += layAside(spool, block);
      onProgress(Math.floor(Math.min(lines, upTo) * READING));
    }
    spool.finish();
    const workers = new LedgerWorkers(await writeFrame(pool, store, upTo, first, zone));
    try {
      await buildParts({ pool, store, signal, spool, workers, onPart: (done) => onProgress(Math.floor(upTo * (READING + (1 - READING) * (done / spool.size)))) });
    } finally {
      await workers.close();
    }
  } finally {
    spool.remove();
  }
}

/** Lays whole lines into the parts of their customers; resolves to how many they were. */
function layAside(spool: Spool, block: Buffer): number {
  let lines = 0;
  for (let start = 0, end: number; start < block.length; start = end) {
    end = block.indexOf(10, start) + 1;
    const hash = customerHash(block, start, end);
    if (hash < 0) throw new Error('an event that a score rests on concerns no customer');
    spool.add(hash % spool.size, block, start, end);
    lines++;
  }
  return lines;
}

/** Writes what is about nobody: the editions and the ledger's days. */
async function writeFrame(pool: pg.Pool, store: EventStore, upTo: number, first: LogPlace, zone: string): Promise<{ day: Day; editions: Edition[] }> {
  const editions: Edition[] = [];
  const closings: NumberedEvent<DayClosed['payload']>[] = [];
  for await (const page of store.readAll({ after: 0, upTo, types: ABOUT_NOBODY })) {
    for (const event of page) {
      if (event.envelope.type === 'DayClosed') closings.push(event as NumberedEvent<DayClosed['payload']>);
      else {
        const published = event as NumberedEvent<RulebookEditionPublished['payload']>;
        await insertEdition(pool, published);
        editions.push(published.payload.edition as unknown as Edition);
      }
    }
  }
  await noteDays(pool, first, closings, zone);
  return { day: (await ledgerDay(pool, upTo))!, editions };
}

interface Parts extends Pick<BuildContext, 'pool' | 'store' | 'signal'> {
  readonly spool: Spool;
  readonly workers: LedgerWorkers;
  readonly onPart: (done: number) => void;
}

/** Folds one part while the parts before it are judged and written. */
async function buildParts({ pool, store, signal, spool, workers, onPart }: Parts): Promise<void> {
  const underWay: Promise<void>[] = [];
  let done = 0;
  for (let part = 0; part < spool.size; part++) {
    signal.throwIfAborted();
    const lines = Buffer.from(foldPart(await spool.take(part), store));
    const rows = workers.judge(lines).then((judged) => copyIn(pool, `ledger_v2 (${LEDGER_COLUMNS.map(({ name }) => name).join(', ')})`, judged));
    const both = Promise.all([copyIn(pool, 'credit_file_v2 (customer_no, facts)', lines), rows]).then(() => onPart(++done));
    // Its failure is seen when it is awaited.
    both.catch(() => {});
    underWay.push(both);
    if (underWay.length > workers.count) await underWay.shift();
  }
  await Promise.all(underWay);
}

/** The case files of the customers of a part, as lines. */
function foldPart(bytes: Buffer, store: EventStore): string {
  // Parsed customer by customer, so that what is parsed is garbage at once: it would be copied for as long as it is held.
  const byCustomer = new Map<string, string[]>();
  for (const line of textLines(bytes)) {
    const customer = customerText(line);
    const list = byCustomer.get(customer);
    if (list) list.push(line);
    else byCustomer.set(customer, [line]);
  }
  let caseFiles = '';
  for (const lines of byCustomer.values()) {
    const events = lines.map((line) => store.eventOfLine(line));
    // Bulk reading promises the log's order only by and large.
    if (events.some(({ position }, i) => i > 0 && position < events[i - 1].position)) events.sort((a, b) => a.position - b.position);
    const file: CaseFile = { customerNo: events[0].customer!, facts: {} };
    for (const { type, payload, id, position } of events) foldCaseFile(file, { type, payload } as unknown as CreditFact, { id, position });
    caseFiles += caseFileLine(file);
  }
  return caseFiles;
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
