import type pg from 'pg';
import { HASH_BYTES } from '../proof/sha256.js';
import type { Hash } from '../proof/sha256.js';
import type { Findings } from './finding.js';

const RUNS = 200;

/** The sealed leaves in their order, as far as they are to be had; what is wrong with the runs is found by the way. */
export class SealedLeaves {
  #first = 1;
  #hashes: Hash[] = [];
  #done = false;
  #reached = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly findings: Findings,
  ) {}

  /** The sealed hash at a position (asked for in rising order, or at most some thousands back); null if there is none. */
  async at(position: number): Promise<Hash | null> {
    while (!this.#done && position >= this.#first + this.#hashes.length) await this.#more();
    return this.#hashes[position - this.#first] ?? null;
  }

  /** The same without waiting; undefined if it has to be read first. */
  there(position: number): Hash | null | undefined {
    const hash = this.#hashes[position - this.#first];
    return hash ?? (this.#done ? null : undefined);
  }

  /** The last sealed position, once everything before was asked for. */
  async head(): Promise<number> {
    while (!this.#done) await this.#more();
    return this.#reached;
  }

  async #more(): Promise<void> {
    const { rows } = await this.pool.query<{ first_position: string; last_position: string; hashes: Buffer }>(
      'SELECT first_position, last_position, hashes FROM sealed_run WHERE first_position > $1 ORDER BY first_position LIMIT $2',
      [this.#reached, RUNS],
    );
    // Leaves behind are kept for a while: an event may belong before the place where it is found.
    const kept = this.#hashes.slice(-4096);
    this.#first += this.#hashes.length - kept.length;
    this.#hashes = kept;
    for (const { first_position, last_position, hashes } of rows) {
      const expected = this.#reached + 1;
      const [first, last] = [Number(first_position), Number(last_position)];
      if (first !== expected || hashes.length !== HASH_BYTES * (last - first + 1)) {
        this.findings.add('sealed-run-broken', { position: expected, expected: `a run from ${expected}`, found: `one from ${first} to ${last} with ${hashes.length / HASH_BYTES} leaves` });
        this.#done = true;
        return;
      }
      for (let i = 0; i < hashes.length; i += HASH_BYTES) this.#hashes.push(hashes.subarray(i, i + HASH_BYTES));
      this.#reached = last;
    }
    if (rows.length < RUNS) this.#done = true;
  }
}
