import { HASH_BYTES, PREFIX, hashPair, sha256 } from './sha256.js';
import type { Hash } from './sha256.js';

/** What a checkpoint says of one customer. */
export interface CustomerEntry {
  /** Events of the log whose envelope names the customer. */
  readonly events: number;
  /** The leaf hash of the last of them. */
  readonly last: Hash;
  /** H(0x04 ‖ chain before ‖ leaf hash), from 32 zero bytes, over all of them in the order of the log. */
  readonly chain: Hash;
}

const CHAIN_START: Hash = Buffer.alloc(HASH_BYTES);

/** The entry after one more event of the customer. */
export function withEvent(entry: CustomerEntry | undefined, leaf: Hash): CustomerEntry {
  return { events: (entry?.events ?? 0) + 1, last: leaf, chain: hashPair(PREFIX.customerChain, entry?.chain ?? CHAIN_START, leaf) };
}

/** The customer's place in the map: H(0x05 ‖ customer_no in UTF-8). */
export function customerKey(customerNo: string): Hash {
  return sha256(Buffer.concat([Buffer.of(PREFIX.customerKey), Buffer.from(customerNo, 'utf8')]));
}

/** H(0x06 ‖ events as 8 bytes, big-endian ‖ last ‖ chain). It gives nothing away: the leaves hold random ids. */
export function entryHash({ events, last, chain }: CustomerEntry): Hash {
  const bytes = Buffer.alloc(9);
  bytes[0] = PREFIX.mapValue;
  bytes.writeBigUInt64BE(BigInt(events), 1);
  return sha256(Buffer.concat([bytes, last, chain]));
}

/** The customers whom an envelope names, each once. Throws for an envelope without such a list. */
export function customersOf({ customers }: { readonly customers: readonly string[] }): string[] {
  if (!Array.isArray(customers) || customers.some((one) => typeof one !== 'string')) throw new TypeError('the envelope has no list of customers');
  return customers.length < 2 ? customers : [...new Set(customers)];
}

/**
 * The keys of the map under which an event counts: the customers whom its envelope names, or, where it names nobody, the
 * event's type behind a control character (U+0001), which no customer number holds. So it can also be shown that, say, no edition of the
 * rulebook was left out.
 */
export function mapKeysOf(envelope: { readonly customers: readonly string[]; readonly type: string }): string[] {
  const customers = customersOf(envelope);
  return customers.length > 0 ? customers : [typeKey(envelope.type)];
}

/** The key under which events of a type that name nobody count. */
export const typeKey = (type: string): string => `\u0001${type}`;
