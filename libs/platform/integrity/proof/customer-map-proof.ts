import { HASH_BYTES, PREFIX, hashPair } from './sha256.js';
import type { Hash } from './sha256.js';

/** What stands where nobody is: 32 zero bytes. */
export const NOBODY: Hash = Buffer.alloc(HASH_BYTES);
const KEY_BITS = 8 * HASH_BYTES;

/** What is found where a customer's key leads in the map. */
export interface MapProof {
  /** The hashes beside the way, from the root down. */
  readonly path: readonly Hash[];
  /**
   * Where the way ends. `found`: at the customer's own entry. `nobody`: at an empty place. Otherwise at the entry of
   * another customer, alone under this place: the customer asked for has none.
   */
  readonly end: 'found' | 'nobody' | { readonly key: Hash; readonly entry: Hash };
}

/** H(0x02 ‖ key ‖ entry hash). */
export function mapEntryHash(key: Hash, entry: Hash): Hash {
  return hashPair(PREFIX.mapEntry, key, entry);
}

/** H(0x03 ‖ left ‖ right). */
export function mapNodeHash(left: Hash, right: Hash): Hash {
  return hashPair(PREFIX.mapNode, left, right);
}

/** The bit of a key that says where the way goes at that depth, most significant first. */
export function bitOf(key: Hash, depth: number): 0 | 1 {
  return ((key[depth >> 3] >> (7 - (depth & 7))) & 1) as 0 | 1;
}

/** The map's root if `key` has the entry of that hash (null: has none); null if the proof does not say that. */
export function rootOfMapProof(key: Hash, entry: Hash | null, { path, end }: MapProof): Hash | null {
  if (key.length !== HASH_BYTES || path.length > KEY_BITS || path.some(({ length }) => length !== HASH_BYTES)) return null;
  let root: Hash;
  if (end === 'found') {
    if (entry?.length !== HASH_BYTES) return null;
    root = mapEntryHash(key, entry);
  } else {
    if (entry !== null) return null;
    if (end !== 'nobody' && !standsInTheWay(end, key, path.length)) return null;
    root = end === 'nobody' ? NOBODY : mapEntryHash(end.key, end.entry);
  }
  for (let depth = path.length - 1; depth >= 0; depth--) root = bitOf(key, depth) === 0 ? mapNodeHash(root, path[depth]) : mapNodeHash(path[depth], root);
  return root;
}

function standsInTheWay(other: { readonly key: Hash; readonly entry: Hash }, key: Hash, depth: number): boolean {
  if (other.key.length !== HASH_BYTES || other.entry.length !== HASH_BYTES || other.key.equals(key)) return false;
  for (let i = 0; i < depth; i++) if (bitOf(other.key, i) !== bitOf(key, i)) return false;
  return true;
}
