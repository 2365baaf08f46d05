import type { LogRecord } from './log-record.js';
import { WireReader } from './wire.js';

/** What the server says while something is read: an event, that a subscription stands, or something of no interest here. */
export type ReadAnswer = LogRecord | 'confirmed' | null;

/** One `ReadResp` (streams.proto). */
export function readAnswer(bytes: Buffer): ReadAnswer {
  const reader = new WireReader(bytes);
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === EVENT) return resolved(reader.message());
    if (field === CONFIRMATION) return 'confirmed';
    reader.skip();
  }
  return null;
}

const EVENT = 1;
const CONFIRMATION = 2;

function resolved(reader: WireReader): LogRecord | null {
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === EVENT) return record(reader.message());
    reader.skip();
  }
  return null;
}

function record(reader: WireReader): LogRecord {
  const found = { commit: 0n, prepare: 0n, stream: '', revision: 0, id: '', type: '', createdMicros: 0n, metadata: '', data: '' };
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) found.id = only(reader.message(), 2);
    else if (field === 2) found.stream = only(reader.message(), 3);
    else if (field === 3) found.revision = Number(reader.varint());
    else if (field === 4) found.prepare = reader.varint();
    else if (field === 5) found.commit = reader.varint();
    else if (field === 6) header(reader.message(), found);
    else if (field === 7) found.metadata = reader.text();
    else if (field === 8) found.data = reader.text();
    else reader.skip();
  }
  return found;
}

function header(reader: WireReader, found: { type: string; createdMicros: bigint }): void {
  let name = '';
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    const text = reader.text();
    if (field === 1) name = text;
    else if (name === 'type') found.type = text;
    // The server counts tenths of a microsecond.
    else if (name === 'created') found.createdMicros = BigInt(text) / 10n;
  }
}

/** The text of one field of a small message. */
function only(reader: WireReader, wanted: number): string {
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === wanted) return reader.text();
    reader.skip();
  }
  return '';
}
