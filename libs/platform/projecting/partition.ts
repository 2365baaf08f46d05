import { createHash } from 'node:crypto';

/** A part of the customers: number `index` of `count`. */
export interface Partition {
  readonly index: number;
  readonly count: number;
}

/** So many keys are remembered: an import meets the same customers again and again. */
const REMEMBERED = 100_000;
const hashes = new Map<string, number>();

/** The partition of a key among `count`: stable for ever, and the same as the database's `partition_of`. */
export function partitionOf(key: string, count: number): number {
  if (count === 1) return 0;
  let hash = hashes.get(key);
  if (hash === undefined) {
    hash = createHash('sha256').update(key).digest().readUInt32BE(0);
    if (hashes.size >= REMEMBERED) hashes.clear();
    hashes.set(key, hash);
  }
  return hash % count;
}
