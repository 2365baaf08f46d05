import { PREFIX, sha256 } from './sha256.js';
import type { Hash } from './sha256.js';

/** What a leaf of the log commits to. */
export interface LeafContent {
  /** 1, 2, 3 …: the leaf's index in the tree plus one. */
  readonly position: number;
  /** `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
  readonly recordedAt: string;
  readonly stream: string;
  readonly revision: number;
  /** The stored RFC 8785 texts. */
  readonly envelope: string;
  readonly payload: string;
}

/** `GLE` and the version of this layout (docs/evidence-format.md lists it byte by byte). */
const MAGIC = Buffer.from([0x47, 0x4c, 0x45, 0x01]);
const TIME_BYTES = 27;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const FIXED_BYTES = MAGIC.length + 8 + TIME_BYTES + 4 + 8 + 4 + 4;

// One byte ahead of the leaf's own, for the prefix under which it is hashed.
let space = Buffer.alloc(8192);

/** Writes prefix and leaf into the common space; returns their length. */
function write({ position, recordedAt, stream, revision, envelope, payload }: LeafContent): number {
  if (!TIME.test(recordedAt)) throw new RangeError(`${JSON.stringify(recordedAt)} is no recorded time of the form YYYY-MM-DDTHH:MM:SS.ffffffZ`);
  const most = 1 + FIXED_BYTES + 3 * (stream.length + envelope.length + payload.length);
  if (most > space.length) space = Buffer.alloc(2 * most);
  space[0] = PREFIX.leaf;
  let at = 1 + MAGIC.copy(space, 1);
  at = whole(position, at);
  at += space.write(recordedAt, at, 'latin1');
  at = text(stream, at);
  at = whole(revision, at);
  at = text(envelope, at);
  return text(payload, at);
}

function whole(number: number, at: number): number {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number} is neither a position nor a revision`);
  space.writeUInt32BE(Math.floor(number / 2 ** 32), at);
  return space.writeUInt32BE(number % 2 ** 32, at + 4);
}

function text(value: string, at: number): number {
  const length = space.write(value, at + 4, 'utf8');
  space.writeUInt32BE(length, at);
  return at + 4 + length;
}

/** The bytes of a leaf. Throws a RangeError for a time, position or revision that cannot be one. */
export function leafBytes(content: LeafContent): Buffer {
  return Buffer.from(space.subarray(1, write(content)));
}

/** The leaf's hash: H(0x00 ‖ leaf bytes). Throws as leafBytes does. */
export function leafHash(content: LeafContent): Hash {
  const end = write(content);
  return sha256(space.subarray(0, end));
}

/** The hash of a leaf that is there as bytes. */
export function leafHashOfBytes(bytes: Uint8Array): Hash {
  return sha256(Buffer.concat([Buffer.of(PREFIX.leaf), bytes]));
}

/** What bytes of a leaf say; null unless they are exactly what leafBytes makes of it. */
export function readLeaf(bytes: Buffer): LeafContent | null {
  if (bytes.length < FIXED_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  let at = MAGIC.length;
  const number = (): number => bytes.readUInt32BE((at += 8) - 8) * 2 ** 32 + bytes.readUInt32BE(at - 4);
  const part = (length: number): string => bytes.toString('utf8', at, (at += length));
  const prefixed = (): string => part(bytes.readUInt32BE((at += 4) - 4));
  try {
    const content: LeafContent = { position: number(), recordedAt: part(TIME_BYTES), stream: prefixed(), revision: number(), envelope: prefixed(), payload: prefixed() };
    return at === bytes.length && leafBytes(content).equals(bytes) ? content : null;
  } catch {
    return null;
  }
}
