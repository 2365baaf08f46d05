import { z } from 'zod';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import type { CustomerEntry } from '#platform/integrity/proof/customer-entry.js';
import type { MapProof } from '#platform/integrity/proof/customer-map-proof.js';

/** What the map of a checkpoint says under one key, with the way to its root: a line of `proofs/map.jsonl`. */
export interface CompletenessProof {
  /** A customer number, or the name under which events about nobody count (integrity/proof/customer-entry.ts). */
  readonly key: string;
  /** Null: the log holds no event under that key. */
  readonly entry: CustomerEntry | null;
  readonly proof: MapProof;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const schema = z.strictObject({
  key: z.string().min(1),
  entry: z.strictObject({ events: z.number().int().min(1), last: hash, chain: hash }).nullable(),
  path: z.array(hash).max(256),
  end: z.union([z.literal('found'), z.literal('nobody'), z.strictObject({ key: hash, entry: hash })]),
});

const hex = (bytes: Buffer): string => bytes.toString('hex');
const bytes = (text: string): Buffer => Buffer.from(text, 'hex');

export function completenessLine({ key, entry, proof: { path, end } }: CompletenessProof): string {
  return `${canonicalJson({
    key,
    entry: entry && { events: entry.events, last: hex(entry.last), chain: hex(entry.chain) },
    path: path.map(hex),
    end: typeof end === 'string' ? end : { key: hex(end.key), entry: hex(end.entry) },
  })}\n`;
}

/** The proof of a line without its line break; null for what `completenessLine` would not write. */
export function readCompletenessLine(line: string): CompletenessProof | null {
  try {
    const { key, entry, path, end } = schema.parse(JSON.parse(line));
    const proof: CompletenessProof = {
      key,
      entry: entry && { events: entry.events, last: bytes(entry.last), chain: bytes(entry.chain) },
      proof: { path: path.map(bytes), end: typeof end === 'string' ? end : { key: bytes(end.key), entry: bytes(end.entry) } },
    };
    return completenessLine(proof) === `${line}\n` ? proof : null;
  } catch {
    return null;
  }
}
