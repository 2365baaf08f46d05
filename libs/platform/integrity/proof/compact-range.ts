import { EMPTY_ROOT, fullBlock, nodeHash } from './merkle-tree.js';
import { HASH_BYTES } from './sha256.js';
import type { Hash } from './sha256.js';

/**
 * The left part of a tree as the roots of its full subtrees, largest first: all that is needed to append leaves and to
 * know the root. It grows with the logarithm of the leaves.
 */
export class CompactRange {
  readonly #hashes: Hash[] = [];
  #size = 0;

  /** The range of `size` leaves with these roots of full subtrees, largest first; null unless there are as many as such a range has. */
  static of(size: number, hashes: readonly Hash[]): CompactRange | null {
    let peaks = 0;
    for (let left = size; left > 0; left -= fullBlock(left)) peaks++;
    if (hashes.length !== peaks || hashes.some(({ length }) => length !== HASH_BYTES)) return null;
    const range = new CompactRange();
    range.#size = size;
    range.#hashes.push(...hashes);
    return range;
  }

  get size(): number {
    return this.#size;
  }

  /** The roots of the full subtrees, largest first. */
  get hashes(): readonly Hash[] {
    return this.#hashes;
  }

  /** The same range, which grows on its own. */
  copy(): CompactRange {
    const copy = new CompactRange();
    copy.#size = this.#size;
    copy.#hashes.push(...this.#hashes);
    return copy;
  }

  /** Appends a leaf's hash. */
  append(leaf: Hash): void {
    this.appendBlock(1, leaf);
  }

  /** Appends a full subtree of `leaves` (a power of two that divides the size so far). */
  appendBlock(leaves: number, root: Hash): void {
    let hash = root;
    let block = leaves;
    while (this.#size % (2 * block) !== 0) {
      hash = nodeHash(this.#hashes.pop() as Hash, hash);
      this.#size -= block;
      block *= 2;
    }
    this.#hashes.push(hash);
    this.#size += block;
  }

  /** The tree's root, with what stands right of this range, if anything does, as one hash. */
  root(rest: Hash | null = null): Hash {
    let root = rest;
    for (let i = this.#hashes.length - 1; i >= 0; i--) root = root === null ? this.#hashes[i] : nodeHash(this.#hashes[i], root);
    return root ?? EMPTY_ROOT;
  }
}
