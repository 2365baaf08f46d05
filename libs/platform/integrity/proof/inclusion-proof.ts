import { isSize, nodeHash, splitOf } from './merkle-tree.js';
import type { Subtree } from './merkle-tree.js';
import type { Hash } from './sha256.js';

/** The subtrees whose hashes prove that a leaf is in a tree, in the order of RFC 9162 §2.1.3.1. Throws a RangeError unless 0 ≤ index < size. */
export function inclusionPath(index: number, size: number): Subtree[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const path: Subtree[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** The root that a leaf and its proof lead to (RFC 9162 §2.1.3.2); null if the proof does not fit index and size. */
export function rootOfInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[]): Hash | null {
  if (!isSize(index) || !isSize(size) || index >= size) return null;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const hash of proof) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(hash, root);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

/** Whether a leaf stands at that index of the tree with that root. */
export function includes(root: Hash, index: number, size: number, leaf: Hash, proof: readonly Hash[]): boolean {
  return rootOfInclusion(index, size, leaf, proof)?.equals(root) ?? false;
}
