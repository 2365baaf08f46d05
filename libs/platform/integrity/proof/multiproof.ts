import { CompactRange } from './compact-range.js';
import { alignedBlock, fullBlock, isSize } from './merkle-tree.js';
import type { Subtree } from './merkle-tree.js';
import { HASH_BYTES } from './sha256.js';
import type { Hash } from './sha256.js';

// One proof for many leaves of a tree: the hashes of the largest subtrees that hold none of them, from left to right.
// No smaller set does, and it follows from size and indices alone. Whoever checks it goes once from left to right and
// keeps one hash for each bit of the size.

/**
 * The subtrees of a proof for leaves at these indices (rising), from left to right: the whole tree if there are none.
 * Throws a RangeError for indices that do not rise or lie outside the tree.
 */
export function* multiproofPath(size: number, indices: Iterable<number>): Generator<Subtree> {
  if (!isSize(size)) throw new RangeError(`${size} is no size of a tree`);
  let next = 0;
  for (const index of indices) {
    if (!isSize(index) || index < next || index >= size) throw new RangeError(`leaf ${index} of a tree of ${size} comes out of order`);
    yield* blocks(next, index);
    next = index + 1;
  }
  const rest = restBegins(next, size);
  yield* blocks(next, rest);
  if (rest < size) yield { from: rest, to: size };
}

function* blocks(from: number, to: number): Generator<Subtree> {
  for (let at = from; at < to; ) {
    const block = alignedBlock(at, to);
    yield { from: at, to: at + block };
    at += block;
  }
}

/** From where on all that is left of a tree hangs under one node: the first full subtree on its right edge that begins at `from` or later. */
function restBegins(from: number, size: number): number {
  let begin = 0;
  while (begin < from) begin += fullBlock(size - begin);
  return begin;
}

/**
 * Checks a multiproof leaf by leaf: `add` each leaf in rising order, then ask for the `root`. The proof's hashes are
 * drawn from an iterator as they are needed.
 */
export class MultiproofReader {
  readonly #range = new CompactRange();
  #failed = false;

  constructor(
    private readonly size: number,
    private readonly nodes: Iterator<Hash>,
  ) {
    this.#failed = !isSize(size);
  }

  /** False, now and from then on, if the leaf comes out of order or the proof is too short. */
  add(index: number, leaf: Hash): boolean {
    if (!isSize(index) || index < this.#range.size || index >= this.size) this.#failed = true;
    if (this.#failed || !this.#skip(index)) return false;
    this.#range.append(leaf);
    return true;
  }

  /** The root that leaves and proof lead to; null if the proof was too short, too long, or out of order. */
  root(): Hash | null {
    if (this.#failed) return null;
    const rest = restBegins(this.#range.size, this.size);
    if (!this.#skip(rest)) return null;
    const last = rest < this.size ? this.#next() : null;
    if (this.#failed || this.nodes.next().done !== true) return null;
    return this.#range.root(last);
  }

  #skip(to: number): boolean {
    while (this.#range.size < to && !this.#failed) {
      const block = alignedBlock(this.#range.size, to);
      const hash = this.#next();
      if (hash) this.#range.appendBlock(block, hash);
    }
    return !this.#failed;
  }

  #next(): Hash | null {
    const { done, value } = this.nodes.next();
    if (done !== true && value.length === HASH_BYTES) return value;
    this.#failed = true;
    return null;
  }
}

/** Whether these leaves (index and hash, rising) stand in the tree with that root. */
export function includesAll(root: Hash, size: number, leaves: Iterable<readonly [index: number, leaf: Hash]>, proof: Iterable<Hash>): boolean {
  const reader = new MultiproofReader(size, proof[Symbol.iterator]());
  for (const [index, leaf] of leaves) if (!reader.add(index, leaf)) return false;
  return reader.root()?.equals(root) ?? false;
}
