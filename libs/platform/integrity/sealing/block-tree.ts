import { CompactRange } from '../proof/compact-range.js';
import { EMPTY_ROOT } from '../proof/merkle-tree.js';
import type { Hash } from '../proof/sha256.js';

/** Leaves of a block of level 1; a block of the next level is so many of those. */
export const BLOCK = 256;

/** The root of a full subtree of 256^level leaves, the index-th of its size. */
export interface Block {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** The tree as it grows: its root at any time, and each block when it is full. */
export class BlockTree {
  // At each level the roots below that have not filled a block yet: leaves, blocks of 256 leaves, …
  readonly #levels: CompactRange[] = [];
  #size = 0;

  /** The tree whose unfilled parts are these: per level, from the leaves up, fewer than 256 roots each. */
  static of(levels: readonly (readonly Hash[])[]): BlockTree {
    const tree = new BlockTree();
    levels.forEach((hashes, level) => {
      const range = new CompactRange();
      for (const hash of hashes) range.append(hash);
      tree.#levels[level] = range;
      tree.#size += hashes.length * BLOCK ** level;
    });
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  /** The same tree, which grows on its own. */
  copy(): BlockTree {
    const copy = new BlockTree();
    copy.#size = this.#size;
    copy.#levels.push(...this.#levels.map((range) => range.copy()));
    return copy;
  }

  /** Appends a leaf; returns the blocks that are full with it, the smallest first. */
  append(leaf: Hash): Block[] {
    this.#size++;
    let hash = leaf;
    let full: Block[] | null = null;
    for (let level = 0; ; level++) {
      const range = (this.#levels[level] ??= new CompactRange());
      range.append(hash);
      if (range.size < BLOCK) return full ?? NONE;
      hash = range.root();
      this.#levels[level] = new CompactRange();
      (full ??= []).push({ level: level + 1, index: this.#size / BLOCK ** (level + 1) - 1, hash });
    }
  }

  root(): Hash {
    let root: Hash | null = null;
    for (const range of this.#levels) if (range.size > 0) root = range.root(root);
    return root ?? EMPTY_ROOT;
  }
}

const NONE: Block[] = [];
