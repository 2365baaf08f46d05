import { parentPort, workerData } from 'node:worker_threads';
import type { Day } from '#platform/kernel/day.js';
import { QuickEvents, type TypePattern } from '#platform/event-store/quick-events.js';
import type { CompiledEdition } from '../editions/compiled-edition.js';
import { EditionBook } from '../editions/edition-book.js';
import { foldRecords } from './fold-records.js';
import { ledgerLines } from './ledger-lines.js';

/** What the thread is started with. */
export interface LedgerWorkerData {
  readonly patterns: readonly TypePattern[];
}

/** What customers are judged by. */
export interface LedgerFrame {
  readonly day: Day;
  /** Compiled by who tells it: reading their schema takes longer than all else that a thread loads. */
  readonly editions: readonly CompiledEdition[];
}

/** What it is asked: to fold records of the log, or to judge case files as lines for COPY. */
export type LedgerTask = { readonly records: Uint8Array } | { readonly files: Uint8Array; readonly frame: LedgerFrame };

// A thread that folds, or one that judges. It knows no event types, so that it starts at once; a customer of whom it
// cannot read an event quickly is left to who asked. A failure ends it.
const quick = new QuickEvents((workerData as LedgerWorkerData).patterns);
const buffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);
parentPort!.on('message', (task: LedgerTask) => {
  if ('records' in task) {
    const folded = foldRecords(buffer(task.records), (records) => quick.read(records));
    parentPort!.postMessage(folded, [folded.files.buffer as ArrayBuffer, folded.left.buffer as ArrayBuffer]);
  } else {
    const rows = new TextEncoder().encode(ledgerLines(buffer(task.files), task.frame.day, EditionBook.of(task.frame.editions)));
    parentPort!.postMessage(rows, [rows.buffer as ArrayBuffer]);
  }
});
