import type { NumberedEvent } from './event-store.js';
import type { EventTypes } from './event-types.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { loggedEvent } from './logged-event.js';

/** What is folded of an event that came as a record of the log. */
export interface RecordEvent {
  /** The envelope's first customer; null for a fact about nobody. */
  readonly customer: string | null;
  readonly id: string;
  readonly type: string;
  /** Checked, and of the newest version of its type. */
  readonly payload: JsonObject;
}

/** Field count, and length and value of the position: what stands before the envelope's length. */
const BEFORE_ENVELOPE = 2 + 4 + 8;
const HEAD = BEFORE_ENVELOPE + 4;
const CUSTOMERS = Buffer.from('"customers":[');
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * An event as bytes: the tuple of PostgreSQL's binary COPY with the fields position (int8), envelope and payload
 * (UTF-8), each after its length (int32, big endian). The text form took the database nearly twice as long.
 */
export function logRecord({ position, envelopeBytes, payloadBytes }: NumberedEvent): Buffer {
  const envelope = Buffer.from(envelopeBytes);
  const payload = Buffer.from(payloadBytes);
  const bytes = Buffer.allocUnsafe(HEAD + envelope.length + 4 + payload.length);
  bytes.writeInt16BE(3, 0);
  bytes.writeInt32BE(8, 2);
  bytes.writeBigInt64BE(BigInt(position), 6);
  bytes.writeInt32BE(envelope.length, BEFORE_ENVELOPE);
  envelope.copy(bytes, HEAD);
  bytes.writeInt32BE(payload.length, HEAD + envelope.length);
  payload.copy(bytes, HEAD + envelope.length + 4);
  return bytes;
}

/** Goes through records that stand one after another; the members tell of the one it is at. */
export class LogRecords {
  #text: string | undefined;
  /** How far behind the beginning of the envelope the customers stood last: mostly they do again. */
  #hint = 0;
  start = 0;
  end = 0;
  position = 0;
  envelopeStart = 0;
  envelopeEnd = 0;
  payloadStart = 0;

  readonly #view: DataView;

  constructor(readonly bytes: Buffer) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** One character a byte: what it holds between `start` and `end` is the text where that is ASCII. */
  get text(): string {
    return (this.#text ??= this.bytes.toString('latin1'));
  }

  /** Goes on to the next whole record; false if there is none. */
  next(): boolean {
    return this.at(this.end);
  }

  /** Goes to the record that begins there; false if it is not whole. */
  at(start: number): boolean {
    const view = this.#view;
    const { length } = this.bytes;
    if (start + HEAD > length) return false;
    const envelopeEnd = start + HEAD + view.getInt32(start + BEFORE_ENVELOPE);
    if (envelopeEnd + 4 > length) return false;
    const end = envelopeEnd + 4 + view.getInt32(envelopeEnd);
    if (end > length) return false;
    this.start = start;
    this.end = end;
    this.position = view.getUint32(start + 6) * 0x1_0000_0000 + view.getUint32(start + 10);
    this.envelopeStart = start + HEAD;
    this.envelopeEnd = envelopeEnd;
    this.payloadStart = envelopeEnd + 4;
    return true;
  }

  /**
   * Where the first customer's name stands, between its quotation marks; null for a fact about nobody. Nothing is parsed:
   * in canonical JSON the members stand in one order, and their names with bare quotation marks occur in no text.
   */
  customer(): { from: number; to: number } | null {
    const { bytes, envelopeStart, envelopeEnd } = this;
    const hinted = this.#standsAt(envelopeStart + this.#hint);
    const at = hinted ? envelopeStart + this.#hint : bytes.indexOf(CUSTOMERS, envelopeStart);
    const from = at + CUSTOMERS.length;
    if (at < 0 || from >= envelopeEnd || bytes[from] !== QUOTE) return null;
    this.#hint = at - envelopeStart;
    let to = from + 1;
    while (to < envelopeEnd && bytes[to] !== QUOTE) to += bytes[to] === BACKSLASH ? 2 : 1;
    return { from: from + 1, to };
  }

  #standsAt(at: number): boolean {
    if (at + CUSTOMERS.length > this.envelopeEnd) return false;
    for (let i = 0; i < CUSTOMERS.length; i++) if (this.bytes[at + i] !== CUSTOMERS[i]) return false;
    return true;
  }

  /** The event of the record it is at. Throws an UnreadableEvent as `NumberedEvent.payload` does. */
  event(types: EventTypes): RecordEvent {
    const envelopeBytes = this.bytes.toString('utf8', this.envelopeStart, this.envelopeEnd);
    const { envelope, payload } = loggedEvent(this.position, null, envelopeBytes, this.bytes.toString('utf8', this.payloadStart, this.end), types);
    return { customer: envelope.customers[0] ?? null, id: envelope.id, type: envelope.type, payload };
  }
}

/** A number for a name's bytes, the same for each of that customer's records and spread evenly. */
export function nameHash(bytes: Buffer, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  // FNV-1a leaves its low bits uneven for numbers that count up.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
