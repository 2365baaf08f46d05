import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import { inTransaction } from '#platform/projecting/checkpoint.js';
import type { Queryable } from '#platform/projecting/projection.js';
import { latestCheckpoint, loadEntries, readCheckpoint } from './checkpoints/checkpoint-table.js';
import type { KeptCheckpoint } from './checkpoints/checkpoint-table.js';
import { CompactRange } from './proof/compact-range.js';
import { consistencyPath } from './proof/consistency-proof.js';
import type { CustomerEntry } from './proof/customer-entry.js';
import type { MapProof } from './proof/customer-map-proof.js';
import { inclusionPath } from './proof/inclusion-proof.js';
import { alignedBlock } from './proof/merkle-tree.js';
import type { Subtree } from './proof/merkle-tree.js';
import { multiproofPath } from './proof/multiproof.js';
import type { Hash } from './proof/sha256.js';
import { BLOCK } from './sealing/block-tree.js';
import { blockHashes, sealedHashesThere } from './sealing/sealed-tables.js';

/** What the latest checkpoint says of a customer, and the proof of it. */
export interface CustomerProof {
  readonly checkpoint: KeptCheckpoint;
  /** Null: nothing was recorded of the customer. */
  readonly entry: CustomerEntry | null;
  readonly proof: MapProof;
}

/** Proofs out of the kept tree. Every one is checked by whoever receives it; nothing here is to be believed. */
export class SealedLog {
  constructor(private readonly pool: pg.Pool) {}

  latest(): Promise<KeptCheckpoint | null> {
    return latestCheckpoint(this.pool);
  }

  /** The hashes that prove that the event at `position` is in the tree of `size` leaves. */
  inclusion(position: number, size: number): Promise<Hash[]> {
    return this.#hashes(inclusionPath(position - 1, size));
  }

  /** The hashes that prove that the tree of `size` leaves begins with that of `earlier`; none from the empty tree on. */
  consistency(earlier: number, size: number): Promise<Hash[]> {
    return earlier === 0 ? Promise.resolve([]) : this.#hashes(consistencyPath(earlier, size));
  }

  /** The hashes that prove that the events at these positions (rising) are in the tree of `size` leaves. */
  inclusionOfAll(positions: Iterable<number>, size: number): Promise<Hash[]> {
    return this.#hashes(multiproofPath(size, indicesOf(positions)));
  }

  /** What the latest checkpoint says of a customer (or a type: typeKey). Refuses where there is no checkpoint, or where the kept map is not the signed one. */
  customer(name: string): Promise<CustomerProof> {
    return inTransaction(this.pool, async (db) => {
      await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const checkpoint = await latestCheckpoint(db);
      if (!checkpoint) throw refuse('no-checkpoint', 'Nothing was signed yet: run `npx gridledger evidence checkpoint` first.', 409);
      const entries = await loadEntries(db);
      if (!entries.root().root.equals(readCheckpoint(checkpoint).mapRoot)) throw refuse('map-altered', 'The kept map of customers is not the one that was signed: run `npx gridledger audit`.', 409);
      return { checkpoint, entry: entries.get(name) ?? null, proof: entries.prove(name) };
    });
  }

  /** The hashes of subtrees, in their order; those from left to right are read once. */
  async *hashes(path: Iterable<Subtree>): AsyncGenerator<Hash> {
    const nodes = new KeptNodes(this.pool);
    for (const subtree of path) yield await nodes.hashOf(subtree);
  }

  async #hashes(path: Iterable<Subtree>): Promise<Hash[]> {
    const hashes: Hash[] = [];
    for await (const hash of this.hashes(path)) hashes.push(hash);
    return hashes;
  }
}

function* indicesOf(positions: Iterable<number>): Generator<number> {
  for (const position of positions) yield position - 1;
}

/** Leaves are read in windows of so many. */
const WINDOW = 32 * BLOCK;

/** The hashes of subtrees, put together from leaves and blocks; what is asked for from left to right is read once. */
class KeptNodes {
  #leaves: { from: number; hashes: Hash[] } | null = null;
  readonly #blocks = new Map<string, Hash[]>();

  constructor(private readonly db: Queryable) {}

  async hashOf({ from, to }: Subtree): Promise<Hash> {
    // A subtree's leaves, counted from its own first one, divide as a tree's of its own.
    const range = new CompactRange();
    for (let at = from; at < to; ) {
      const block = alignedBlock(at, to);
      let level = 0;
      while (BLOCK ** (level + 1) <= block) level++;
      const unit = BLOCK ** level;
      const run = new CompactRange();
      for (let i = at / unit; i < (at + block) / unit; i++) run.append(level === 0 ? await this.#leaf(i) : await this.#block(level, i));
      range.appendBlock(block, run.root());
      at += block;
    }
    return range.root();
  }

  async #leaf(index: number): Promise<Hash> {
    const known = this.#leaves;
    if (known && index >= known.from && index < known.from + known.hashes.length) return known.hashes[index - known.from];
    const from = index - (index % BLOCK);
    const hashes = await sealedHashesThere(this.db, from + 1, from + WINDOW);
    this.#leaves = { from, hashes };
    if (!hashes[index - from]) throw new Error(`The sealed tree has no leaf for position ${index + 1}: run \`npx gridledger audit\`.`);
    return hashes[index - from];
  }

  async #block(level: number, index: number): Promise<Hash> {
    const page = Math.floor(index / BLOCK);
    const key = `${level}/${page}`;
    let hashes = this.#blocks.get(key);
    if (!hashes || index - page * BLOCK >= hashes.length) {
      const { rows } = await this.db.query<{ n: string }>('SELECT count(*) AS n FROM sealed_block WHERE level = $1 AND index >= $2 AND index < $3', [level, page * BLOCK, (page + 1) * BLOCK]);
      hashes = await blockHashes(this.db, level, page * BLOCK, page * BLOCK + Number(rows[0].n));
      this.#blocks.set(key, hashes);
    }
    const hash = hashes[index - page * BLOCK];
    if (!hash) throw new Error(`The sealed tree lacks node ${index} of level ${8 * level}: run \`npx gridledger audit\`.`);
    return hash;
  }
}
