import type { LogRecords, RecordEvent } from './log-record.js';
import { PatternReader, type PayloadPattern } from './payload-pattern.js';

/** The pattern of the newest version of a type. Plain data. */
export interface TypePattern extends PayloadPattern {
  readonly type: string;
  readonly version: number;
}

const AFTER_CUSTOMERS = '],"id":"';
const TYPE = '"type":';
const ID_LENGTH = 36;
const QUOTE = 34;
const UNUSUAL_IN_A_NAME = /[^ -~]|\\/;

/** Reads events off the records of the log by patterns, without parsing JSON: most of a rebuild's events, in a third of the time. */
export class QuickEvents {
  /** By what stands in the envelope behind `"type":`. */
  readonly #known = new Map<string, { readonly type: string; readonly reader: PatternReader }>();

  constructor(patterns: readonly TypePattern[]) {
    for (const pattern of patterns) this.#known.set(`"${pattern.type}","version":${pattern.version}}`, { type: pattern.type, reader: new PatternReader(pattern) });
  }

  /** The event of the record that `records` is at; null where anything about it is unusual: then `LogRecords.event` tells. */
  read(records: LogRecords): RecordEvent | null {
    const name = records.customer();
    if (!name) return null;
    const { bytes, end, envelopeEnd, payloadStart } = records;
    const ascii = this.#read(records.text, name.from, name.to, envelopeEnd, payloadStart, end, true);
    if (ascii) return ascii;
    // Decoded by itself: it may hold other characters than ASCII's.
    const envelope = bytes.toString('utf8', name.from, envelopeEnd);
    const payload = bytes.toString('utf8', payloadStart, end);
    return this.#read(envelope + payload, 0, envelope.indexOf('"'), envelope.length, envelope.length, envelope.length + payload.length, false);
  }

  #read(text: string, from: number, to: number, envelopeEnd: number, payloadStart: number, payloadEnd: number, ascii: boolean): RecordEvent | null {
    const customer = text.slice(from, to);
    if (ascii ? UNUSUAL_IN_A_NAME.test(customer) : customer.includes('\\')) return null;
    const close = text.startsWith(AFTER_CUSTOMERS, to + 1) ? to + 1 : text.indexOf(AFTER_CUSTOMERS, to);
    const id = close + AFTER_CUSTOMERS.length;
    if (close < 0 || text.charCodeAt(id + ID_LENGTH) !== QUOTE) return null;
    const type = fourthQuoteBefore(text, envelopeEnd);
    if (type < id || !text.startsWith(TYPE, type - TYPE.length)) return null;
    const known = this.#known.get(text.slice(type, envelopeEnd));
    const payload = known?.reader.read(text, payloadStart, payloadEnd, ascii);
    return payload ? { customer, id: text.slice(id, id + ID_LENGTH), type: known!.type, payload } : null;
  }
}

/** Where the type's name begins: `"NAME","version":1}` ends the envelope. */
function fourthQuoteBefore(text: string, end: number): number {
  let at = end - 1;
  for (let quotes = 0; at >= 0; at--) if (text.charCodeAt(at) === QUOTE && ++quotes === 4) break;
  return at;
}
