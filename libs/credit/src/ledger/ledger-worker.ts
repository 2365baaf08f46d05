import { parentPort, workerData } from 'node:worker_threads';
import { builtInEdition } from '../editions/built-in-edition.js';
import { compileEdition } from '../editions/compiled-edition.js';
import { EditionBook } from '../editions/edition-book.js';
import type { Edition } from '../editions/edition-schema.js';
import { ledgerLines } from './ledger-lines.js';

/** What the thread is started with. */
export interface LedgerWorkerData {
  readonly day: number;
  /** The published editions. */
  readonly editions: readonly Edition[];
}

// A thread that judges: case files in, rows of the ledger out, both as lines for COPY. A failure ends it.
const { day, editions } = workerData as LedgerWorkerData;
const book = EditionBook.of([builtInEdition(), ...editions.map(compileEdition)]);
parentPort!.on('message', (caseFiles: Uint8Array) => {
  const rows = new TextEncoder().encode(ledgerLines(Buffer.from(caseFiles.buffer, caseFiles.byteOffset, caseFiles.byteLength), day, book));
  parentPort!.postMessage(rows, [rows.buffer]);
});
