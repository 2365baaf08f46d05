import type { Checkpoint } from './checkpoint.js';
import { signersOf } from './signed-note.js';
import { formatVerifierKey } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

/**
 * Follows the signing key from the one that is trusted to its successors. Give it every checkpoint that names a next
 * key, in the order of their sizes, before the checkpoints that the next key signed alone.
 */
export class KeySuccession {
  readonly #terms: { readonly key: VerifierKey; readonly line: string; until: number }[];

  constructor(trusted: VerifierKey) {
    this.#terms = [term(trusted)];
  }

  /** The trusted key and its successors so far, the one in office last. */
  get keys(): readonly VerifierKey[] {
    return this.#terms.map(({ key }) => key);
  }

  /**
   * Whether a checkpoint is the log's: its origin is the keys' name, and a key of the succession has signed it that was
   * not succeeded before that size. If it names a next key, that one must have signed too, beside the one in office; it
   * is in office from then on, and the other signs nothing larger.
   */
  accepts(checkpoint: Checkpoint): boolean {
    const { origin, size, note, nextKey } = checkpoint;
    const office = this.#terms[this.#terms.length - 1];
    if (origin !== office.key.name) return false;
    const next = nextKey && !this.#terms.some(({ line }) => line === formatVerifierKey(nextKey)) ? term(nextKey) : null;
    const signers = signersOf(note, [...this.keys, ...(next ? [next.key] : [])]);
    if (!signers || !this.#terms.some(({ key, until }) => size <= until && signers.includes(key))) return false;
    if (!next) return true;
    if (next.key.name !== origin || !signers.includes(office.key) || !signers.includes(next.key)) return false;
    office.until = size;
    this.#terms.push(next);
    return true;
  }
}

function term(key: VerifierKey) {
  return { key, line: formatVerifierKey(key), until: Infinity };
}
