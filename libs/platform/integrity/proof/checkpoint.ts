import { isSize } from './merkle-tree.js';
import { hashFromBase64 } from './sha256.js';
import type { Hash } from './sha256.js';
import { formatNote, parseNote, signNote } from './signed-note.js';
import type { SignedNote } from './signed-note.js';
import type { SigningKey } from './signing-key.js';
import { formatVerifierKey, isKeyName, parseVerifierKey } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

/** What a checkpoint says of the log: C2SP tlog-checkpoint, with one extension line for the map and one for a new key. */
export interface CheckpointBody {
  /** The log's name, which is also the name of its keys. */
  readonly origin: string;
  /** Leaves of the tree, which is the position of the last event. */
  readonly size: number;
  readonly root: Hash;
  /** The map of customers after those events: how many have an entry, and its root. */
  readonly customers: number;
  readonly mapRoot: Hash;
  /** The key that may sign alone from here on; this checkpoint bears its signature beside that of a key before it. */
  readonly nextKey: VerifierKey | null;
}

export interface Checkpoint extends CheckpointBody {
  readonly note: SignedNote;
}

const MAP = 'gridledger-map/v1 ';
const NEXT_KEY = 'gridledger-next-key/v1 ';
const WHOLE = /^(0|[1-9]\d{0,15})$/;

function formatBody({ origin, size, root, customers, mapRoot, nextKey }: CheckpointBody): string {
  const lines = [origin, String(size), root.toString('base64'), `${MAP}${customers} ${mapRoot.toString('base64')}`];
  if (nextKey) lines.push(`${NEXT_KEY}${formatVerifierKey(nextKey)}`);
  return `${lines.join('\n')}\n`;
}

/** The checkpoint signed with each of the keys. Throws a RangeError for an origin that cannot be one. */
export function signCheckpoint(body: CheckpointBody, keys: readonly SigningKey[]): Checkpoint {
  if (!isKeyName(body.origin)) throw new RangeError(`'${body.origin}' cannot name a log: it holds a space or a plus sign, or nothing`);
  return { ...body, note: signNote(formatBody(body), keys) };
}

export function formatCheckpoint({ note }: Checkpoint): string {
  return formatNote(note);
}

/** Reads a checkpoint of this product; null unless it is one, in the only spelling there is. Its signatures are yet to be checked. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const note = parseNote(text);
  if (!note) return null;
  const [origin, size, root, map, ...rest] = note.text.slice(0, -1).split('\n');
  if (!isKeyName(origin) || map?.startsWith(MAP) !== true || rest.length > 1) return null;
  const [customers, mapRoot] = map.slice(MAP.length).split(' ');
  const nextKey = rest.length === 0 ? null : rest[0].startsWith(NEXT_KEY) ? parseVerifierKey(rest[0].slice(NEXT_KEY.length)) : undefined;
  const hashes = { root: hashFromBase64(root), mapRoot: hashFromBase64(mapRoot ?? '') };
  if (!WHOLE.test(size) || !WHOLE.test(customers) || !isSize(Number(size)) || !isSize(Number(customers))) return null;
  if (!hashes.root || !hashes.mapRoot || nextKey === undefined || (rest.length > 0 && nextKey === null)) return null;
  const checkpoint: Checkpoint = { origin, size: Number(size), root: hashes.root, customers: Number(customers), mapRoot: hashes.mapRoot, nextKey, note };
  return formatBody(checkpoint) === note.text ? checkpoint : null;
}
