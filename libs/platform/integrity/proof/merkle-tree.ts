import { PREFIX, hashPair, sha256 } from './sha256.js';
import type { Hash } from './sha256.js';

/** The Merkle tree of RFC 9162 §2.1 over SHA-256. A tree of n leaves has them at the indices 0 … n−1. */

/** The root of the empty tree. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

/** H(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return hashPair(PREFIX.node, left, right);
}

/** The largest power of two that is not above n, n > 0. */
export function fullBlock(n: number): number {
  let block = 2 ** Math.floor(Math.log2(n));
  // Beyond 2^48 a logarithm may be off by one.
  if (block > n) block /= 2;
  return block * 2 <= n ? block * 2 : block;
}

/** The largest power of two below n, n > 1: where the leaves of a subtree divide. */
export function splitOf(n: number): number {
  const block = fullBlock(n);
  return block === n ? block / 2 : block;
}

/** The largest block of 2^k leaves that begins at `from`, is aligned to its own size, and ends by `to`. */
export function alignedBlock(from: number, to: number): number {
  let block = 1;
  while (from % (2 * block) === 0 && from + 2 * block <= to) block *= 2;
  return block;
}

/** Leaves [from, to) that hang under one node of the tree. */
export interface Subtree {
  readonly from: number;
  readonly to: number;
}

/** Whether a number can be the size of a tree. */
export function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}
