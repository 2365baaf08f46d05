import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Envelope, NumberedEvent } from './event-store.js';
import type { EventTypes } from './event-types.js';
import { loggedEvent } from './logged-event.js';

/** What is folded of an event that came as a line of the log. */
export interface LineEvent {
  readonly position: number;
  /** The envelope's first customer; null for a fact about nobody. */
  readonly customer: string | null;
  readonly id: string;
  readonly type: string;
  /** Checked, and of the newest version of its type. */
  readonly payload: JsonObject;
}

const CUSTOMERS = '"customers":[';
const CUSTOMERS_BYTES = Buffer.from(CUSTOMERS);
const AFTER_CUSTOMERS = '],"id":"';
const TYPE = ',"type":"';
const VERSION = '","version":';
const TAB = 9;
const QUOTE = 34;

/** `position \t recorded time \t envelope \t payload`, backslashes doubled: COPY's text form, in which the log is read in bulk. */
export function logLine({ position, recordedAt, envelopeBytes, payloadBytes }: NumberedEvent): string {
  return `${position}\t${recordedAt}\t${escaped(envelopeBytes)}\t${escaped(payloadBytes)}`;
}

const escaped = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '\\\\') : text);

/**
 * A number for the first customer of the line in `bytes` from `start` to `end`, the same for each of that customer's
 * lines and spread evenly; -1 for a fact about nobody. Nothing is parsed: in canonical JSON the members stand in one
 * order, and their names with bare quotation marks occur in no text.
 */
export function customerHash(bytes: Buffer, start: number, end: number): number {
  const at = bytes.indexOf(CUSTOMERS_BYTES, start) + CUSTOMERS_BYTES.length;
  if (at < CUSTOMERS_BYTES.length || at >= end || bytes[at] !== QUOTE) return -1;
  let hash = 0x811c9dc5;
  for (let i = at + 1; i < end && bytes[i] !== QUOTE && bytes[i] !== TAB; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  // FNV-1a leaves its low bits uneven for numbers that count up.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The same customer's name as the line writes it: to tell customers apart, not to show. */
export function customerText(line: string): string {
  const at = line.indexOf(CUSTOMERS) + CUSTOMERS.length + 1;
  let end = at;
  // A backslash stands doubled, and behind it the character that it escapes, which may be one as well.
  while (end < line.length && line.charCodeAt(end) !== QUOTE) end += line[end] !== '\\' ? 1 : line[end + 2] === '\\' ? 4 : 3;
  return line.slice(at, end);
}

/** The event of a line. Throws an UnreadableEvent as `NumberedEvent.payload` does. */
export function lineEvent(line: string, types: EventTypes): LineEvent {
  const text = line.includes('\\') ? line.replaceAll('\\\\', '\\') : line;
  const a = text.indexOf('\t');
  const b = text.indexOf('\t', a + 1);
  const c = text.indexOf('\t', b + 1);
  const position = Number(text.slice(0, a));
  const quick = quickEnvelope(text, b + 1, c);
  if (quick) {
    try {
      const payload = types.read(quick as unknown as Envelope, text.slice(c + 1));
      return { position, customer: quick.customer, id: quick.id, type: quick.type, payload };
    } catch {
      // The full envelope knows better how to say what is wrong.
    }
  }
  const { envelope, payload } = loggedEvent(position, text.slice(a + 1, b), text.slice(b + 1, c), text.slice(c + 1), types);
  return { position, customer: envelope.customers[0] ?? null, id: envelope.id, type: envelope.type, payload };
}

/** The members needed, cut out of the canonical text; null where anything in it is unusual. */
function quickEnvelope(text: string, start: number, end: number): { customer: string; id: string; type: string; version: number } | null {
  const customers = text.indexOf(CUSTOMERS, start) + CUSTOMERS.length;
  if (customers < CUSTOMERS.length || customers >= end || text.charCodeAt(customers) !== QUOTE) return null;
  const close = text.indexOf(AFTER_CUSTOMERS, customers);
  const id = close + AFTER_CUSTOMERS.length;
  const version = text.lastIndexOf(VERSION, end);
  const type = text.lastIndexOf(TYPE, version) + TYPE.length;
  if (close < 0 || close > end || version < id || type < id) return null;
  const customer = text.slice(customers + 1, text.indexOf('"', customers + 1));
  const name = text.slice(type, version);
  if (customer.includes('\\') || name.includes('\\') || text.charCodeAt(id + 36) !== QUOTE) return null;
  return { customer, id: text.slice(id, id + 36), type: name, version: Number(text.slice(version + VERSION.length, end - 1)) };
}
