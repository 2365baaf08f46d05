import { fullBlock, isSize, nodeHash, splitOf } from './merkle-tree.js';
import type { Subtree } from './merkle-tree.js';
import type { Hash } from './sha256.js';

/**
 * The subtrees whose hashes prove that the tree of `size` leaves begins with that of `earlier` (RFC 9162 §2.1.4.1);
 * none if they are equal. Throws a RangeError unless 0 < earlier ≤ size: everything begins with the empty tree.
 */
export function consistencyPath(earlier: number, size: number): Subtree[] {
  if (!isSize(earlier) || !isSize(size) || earlier < 1 || earlier > size) throw new RangeError(`a tree of ${size} leaves has no earlier one of ${earlier}`);
  const path: Subtree[] = [];
  let from = 0;
  let to = size;
  // Whether the part that is still looked at is the whole earlier tree, whose root the verifier has.
  let whole = true;
  while (earlier !== to) {
    const middle = from + splitOf(to - from);
    if (earlier <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push({ from, to });
  return path.reverse();
}

/** Whether the tree with the second root begins with the tree with the first (RFC 9162 §2.1.4.2). */
export function isConsistent(earlier: number, size: number, earlierRoot: Hash, root: Hash, proof: readonly Hash[]): boolean {
  if (!isSize(earlier) || !isSize(size) || earlier < 1 || earlier > size) return false;
  if (earlier === size) return proof.length === 0 && earlierRoot.equals(root);
  if (proof.length === 0) return false;
  // An earlier tree that is full is a node of the later one: its root stands first in the proof, unspoken.
  const path = fullBlock(earlier) === earlier ? [earlierRoot, ...proof] : proof;
  let node = earlier - 1;
  let last = size - 1;
  const up = (): void => {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  };
  while (node % 2 === 1) up();
  let before = path[0];
  let after = path[0];
  for (const hash of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      before = nodeHash(hash, before);
      after = nodeHash(hash, after);
      while (node % 2 === 0 && node !== 0) up();
    } else {
      after = nodeHash(after, hash);
    }
    up();
  }
  return last === 0 && before.equals(earlierRoot) && after.equals(root);
}
