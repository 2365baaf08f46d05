import type pg from 'pg';
import { leafHash } from '../proof/leaf-bytes.js';
import { HASH_BYTES } from '../proof/sha256.js';
import type { Hash } from '../proof/sha256.js';
import { BlockTree } from '../sealing/block-tree.js';
import type { Block } from '../sealing/block-tree.js';
import { CustomerEntries } from '../sealing/customer-entries.js';
import type { AuditedRow } from './audited-row.js';
import { explainMismatches } from './explain-mismatches.js';
import type { Mismatch } from './explain-mismatches.js';
import type { Findings } from './finding.js';
import type { KnownCheckpoint } from './checkpoint-book.js';
import { KeptNodesCheck } from './kept-nodes-check.js';
import { RowCheck } from './row-check.js';
import { SealedLeaves } from './sealed-leaves.js';

/** How far around its place an event is looked for. */
const NEAR = 16;
/** Mismatches beyond so many are counted, and not looked into. */
const LOOKED_INTO = 2000;
const NOTHING: Hash = Buffer.alloc(HASH_BYTES);

/** Goes through the log once, from its first place to its last, and holds it against everything that was sealed and signed. */
export class LogWalk {
  readonly entries = new CustomerEntries();
  readonly #leaves: SealedLeaves;
  readonly #rows: RowCheck;
  readonly #nodes: KeptNodesCheck;
  /** Over the events as they are found. */
  readonly #found = new BlockTree();
  /** Over the leaves as they were sealed; the same tree until the first difference. */
  #sealed: BlockTree | null = null;
  readonly #mismatches: Mismatch[] = [];
  #beyond = 0;
  /** Events are gone or cannot be read: whom they concerned is not known, and no map can be made. */
  #incomplete = false;
  #lastFit = 0;
  #contradicted = false;
  #next = 0;
  #size = 0;
  #entriesSigned: ReadonlyMap<string, string> | null = null;

  constructor(
    pool: pg.Pool,
    private readonly book: readonly KnownCheckpoint[],
    private readonly findings: Findings,
  ) {
    this.#leaves = new SealedLeaves(pool, findings);
    this.#rows = new RowCheck(findings);
    this.#nodes = new KeptNodesCheck(pool, findings);
  }

  /** The places that were gone through. */
  get size(): number {
    return this.#size;
  }

  async page(rows: readonly AuditedRow[]): Promise<void> {
    for (const row of rows) {
      if (row.position <= this.#size) {
        this.findings.add('gap-in-positions', { position: row.position, expected: String(this.#size + 1), found: String(row.position) });
        continue;
      }
      if (this.#size === 0 && this.#next === 0) this.#signed();
      while (row.position > this.#size + 1) await this.#missing();
      const leaf = this.#rows.check(row);
      const there = this.#leaves.there(row.position);
      const sealed = there === undefined ? await this.#leaves.at(row.position) : there;
      if (!leaf) this.#incomplete = true;
      if (leaf) for (const name of leaf.names) this.entries.add(name, leaf.hash);
      if (sealed && leaf && !leaf.hash.equals(sealed)) await this.#mismatch(row, sealed, leaf.hash);
      await this.#grow(leaf?.hash ?? sealed ?? NOTHING, sealed);
    }
  }

  /** Says what follows once the last place has been gone through. */
  async end(kept: { readonly map: boolean }): Promise<void> {
    if (this.#size === 0 && this.#next === 0) this.#signed();
    const differs = this.#mismatches.length > 0 || this.#next < this.book.length;
    explainMismatches(this.#mismatches, this.findings);
    if (this.#beyond > 0) this.findings.add('moved', { position: this.#mismatches[this.#mismatches.length - 1].position, count: this.#beyond });
    const sealed = await this.#leaves.head();
    const signed = this.book.length === 0 ? 0 : this.book[this.book.length - 1].checkpoint.size;
    if (sealed > this.#size) this.findings.add('truncated', { position: this.#size + 1, last: sealed, count: sealed - this.#size });
    for (const { checkpoint, place } of this.book.slice(this.#next)) this.findings.add('checkpoint-beyond-log', { position: this.#size + 1, last: checkpoint.size, about: place, expected: String(checkpoint.size), found: String(this.#size) });
    if (sealed < Math.min(signed, this.#size)) this.findings.add('sealed-run-broken', { position: sealed + 1, last: signed, expected: `leaves up to ${signed}`, found: `leaves up to ${sealed}` });
    await this.#nodes.end(Math.min(sealed, this.#size));
    if (sealed === 0 && signed === 0 && this.#size > 0) this.findings.add('nothing-sealed', { count: this.#size });
    else if (this.#size > Math.max(sealed, signed)) this.findings.add('not-sealed-yet', { position: Math.max(sealed, signed) + 1, last: this.#size, count: this.#size - Math.max(sealed, signed) });
    if (signed > 0 && Math.min(sealed, this.#size) > signed) this.findings.add('not-signed-yet', { position: signed + 1, last: Math.min(sealed, this.#size), count: Math.min(sealed, this.#size) - signed });
    if (this.#incomplete || differs || !kept.map) this.findings.add('map-not-checked');
    else if (!this.findings.has('map-contradicts-log')) await this.#nodes.map(this.#entriesSigned);
  }

  async #missing(): Promise<void> {
    const position = this.#size + 1;
    const sealed = await this.#leaves.at(position);
    this.#incomplete = true;
    this.findings.add('missing', { position, last: position, expected: sealed?.toString('base64') ?? null });
    await this.#grow(sealed ?? NOTHING, sealed);
  }

  async #grow(found: Hash, sealed: Hash | null): Promise<void> {
    if (!this.#sealed && sealed && !sealed.equals(found)) this.#sealed = this.#found.copy();
    const blocks = this.#found.append(found);
    let authentic: readonly Block[] = blocks;
    if (this.#sealed) authentic = this.#sealed.append(sealed ?? found);
    this.#size++;
    for (const block of authentic) await this.#nodes.block(block);
    if (this.#next < this.book.length && this.book[this.#next].checkpoint.size === this.#size) this.#signed();
  }

  /** Holds the checkpoints of the present size against both trees. */
  #signed(): void {
    let fit = false;
    let contradicted = false;
    for (; this.#next < this.book.length && this.book[this.#next].checkpoint.size === this.#size; this.#next++) {
      const { checkpoint, place } = this.book[this.#next];
      const found = this.#found.root();
      const fits = found.equals(checkpoint.root);
      if (fits || this.#sealed?.root().equals(checkpoint.root)) {
        fit = true;
        // The events are those that were signed: it is the kept leaves that were changed.
        if (fits && this.#sealed) this.#clear();
      } else {
        contradicted = true;
        this.findings.add('checkpoint-contradicts-log', { position: this.#lastFit + 1, last: this.#size, about: place, expected: checkpoint.root.toString('base64'), found: found.toString('base64') });
      }
      const { root } = this.entries.root();
      if (fits && !this.#incomplete && !(root.equals(checkpoint.mapRoot) && checkpoint.customers === this.entries.count)) this.findings.add('map-contradicts-log', { position: this.#size, about: place, expected: checkpoint.mapRoot.toString('base64'), found: root.toString('base64') });
      if (this.#next === this.book.length - 1) this.#entriesSigned = this.entries.texts();
    }
    // Behind the first contradiction nothing is certain: a checkpoint that fits may have been made anew.
    this.#contradicted ||= contradicted;
    if (fit && !this.#contradicted) this.#lastFit = this.#size;
  }

  #clear(): void {
    for (const { position, expected, found } of this.#mismatches.splice(0)) this.findings.add('sealed-leaf-altered', { position, expected: found, found: expected });
    this.#sealed = null;
  }

  async #mismatch(row: AuditedRow, sealed: Hash, hash: Hash): Promise<void> {
    if (this.#mismatches.length >= LOOKED_INTO) return void this.#beyond++;
    this.#mismatches.push({ position: row.position, belongs: await this.#belongs(row), expected: sealed.toString('base64'), found: hash.toString('base64') });
  }

  /** How many places further on the event was sealed, if it is near. */
  async #belongs({ position, recordedAt, envelope, payload }: AuditedRow): Promise<number | null> {
    const { stream, revision } = JSON.parse(envelope!) as { stream: string; revision: number };
    for (let distance = 1; distance <= NEAR; distance++) {
      for (const by of [distance, -distance]) {
        if (position + by < 1) continue;
        const hash = leafHash({ position: position + by, recordedAt, stream, revision, envelope: envelope!, payload: payload! });
        if ((await this.#leaves.at(position + by))?.equals(hash)) return by;
      }
    }
    return null;
  }
}
