import { createHash } from 'node:crypto';

// RFC 6962 §2.1 and RFC 9162 §2.1 as their formulas stand, over whole lists of leaves. Shares no line with
// libs/platform/integrity.

const H = (...parts: (Uint8Array | number)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'number' ? Uint8Array.of(part) : part);
  return hash.digest();
};

/** The largest power of two smaller than n. */
function k(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** MTH(D[n]). */
export function treeHash(D: readonly Uint8Array[]): Buffer {
  if (D.length === 0) return H();
  if (D.length === 1) return H(0, D[0]);
  const half = k(D.length);
  return H(1, treeHash(D.slice(0, half)), treeHash(D.slice(half)));
}

/** PATH(m, D[n]). */
export function path(m: number, D: readonly Uint8Array[]): Buffer[] {
  if (D.length === 1) return [];
  const half = k(D.length);
  return m < half ? [...path(m, D.slice(0, half)), treeHash(D.slice(half))] : [...path(m - half, D.slice(half)), treeHash(D.slice(0, half))];
}

/** PROOF(m, D[n]). */
export function proof(m: number, D: readonly Uint8Array[]): Buffer[] {
  return subproof(m, D, true);
}

function subproof(m: number, D: readonly Uint8Array[], b: boolean): Buffer[] {
  if (m === D.length) return b ? [] : [treeHash(D)];
  const half = k(D.length);
  return m <= half ? [...subproof(m, D.slice(0, half), b), treeHash(D.slice(half))] : [...subproof(m - half, D.slice(half), false), treeHash(D.slice(0, half))];
}

/** The roots of the largest subtrees without a wanted leaf, from left to right. */
export function manyPaths(wanted: ReadonlySet<number>, D: readonly Uint8Array[], first = 0): Buffer[] {
  if (D.length === 0) return [];
  if (!D.some((_, i) => wanted.has(first + i))) return [treeHash(D)];
  if (D.length === 1) return [];
  const half = k(D.length);
  return [...manyPaths(wanted, D.slice(0, half), first), ...manyPaths(wanted, D.slice(half), first + half)];
}

/** The root of the map customer → entry, from the text of docs/evidence-format.md: entries [key, entry hash] at a depth. */
export function mapHash(entries: readonly (readonly [Buffer, Buffer])[], depth = 0): Buffer {
  if (entries.length === 0) return Buffer.alloc(32);
  if (entries.length === 1) return H(2, entries[0][0], entries[0][1]);
  const bit = (key: Buffer): string => key[Math.floor(depth / 8)].toString(2).padStart(8, '0')[depth % 8];
  return H(3, mapHash(entries.filter(([key]) => bit(key) === '0'), depth + 1), mapHash(entries.filter(([key]) => bit(key) === '1'), depth + 1));
}

/** The leaf's bytes, from the text of docs/evidence-format.md. */
export function leafText(position: number, recordedAt: string, stream: string, revision: number, envelope: string, payload: string): Buffer {
  const u64 = (n: number): Buffer => Buffer.from(n.toString(16).padStart(16, '0'), 'hex');
  const long = (text: string): Buffer => Buffer.concat([Buffer.from(new TextEncoder().encode(text).length.toString(16).padStart(8, '0'), 'hex'), new TextEncoder().encode(text)]);
  return Buffer.concat([Buffer.from('474c4501', 'hex'), u64(position), Buffer.from(recordedAt), long(stream), u64(revision), long(envelope), long(payload)]);
}
