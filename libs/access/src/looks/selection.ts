import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { NamedSelection, RankedSelection } from '../events.js';

/** More than that are kept as a bitmap. */
export const MOST_NAMED = 100;

export const named = (customers: readonly string[]): NamedSelection => ({ form: 'named', customers: [...new Set(customers)].sort() });

/**
 * A set of customers as bits over everybody known, in the order in which they came into the log. Throws a RangeError
 * for a customer who is not among them.
 */
export function ranked(everybody: readonly string[], chosen: ReadonlySet<string>, knownAt: number): RankedSelection {
  const digest = createHash('sha256');
  const bitmap = Buffer.alloc(Math.ceil(everybody.length / 8));
  let count = 0;
  everybody.forEach((customerNo, rank) => {
    if (!chosen.has(customerNo)) return;
    count++;
    bitmap[rank >> 3] |= 1 << (rank & 7);
    digest.update(`${customerNo}\n`);
  });
  if (count !== chosen.size) throw new RangeError(`${chosen.size - count} of the chosen customers are not known at position ${knownAt}`);
  return {
    form: 'ranked',
    known_at: String(knownAt),
    count,
    ...(count === everybody.length ? {} : { bits: deflateRawSync(bitmap).toString('base64') }),
    sha256: digest.digest('hex'),
  };
}

/** The bitmap of a selection; null where it holds everybody. */
export const bitmapOf = ({ bits }: RankedSelection): Buffer | null => (bits === undefined ? null : inflateRawSync(Buffer.from(bits, 'base64'), { maxOutputLength: 64 * 1024 * 1024 }));

/** Whether a selection holds the customer of a rank. */
export function holdsRank(selection: RankedSelection, rank: number): boolean {
  const bitmap = bitmapOf(selection);
  return bitmap === null || (rank >> 3 < bitmap.length && (bitmap[rank >> 3] & (1 << (rank & 7))) !== 0);
}
