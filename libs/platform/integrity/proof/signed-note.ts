import { exactBase64 } from './sha256.js';
import type { SigningKey } from './signing-key.js';
import { isKeyName, verifiesWith } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

/** A text with signatures, as C2SP signed-note lays it out. */
export interface SignedNote {
  /** Ends in a newline, which the signatures cover. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Small hex, four bytes. */
  readonly hash: string;
  readonly signature: Buffer;
}

const DASH = '\u2014 ';
const MOST_SIGNATURES = 100;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** The text signed with each of the keys, in this order. Throws a RangeError for a text that cannot be a note's. */
export function signNote(text: string, keys: readonly SigningKey[]): SignedNote {
  if (!text.endsWith('\n') || CONTROL.test(text) || !text.isWellFormed()) throw new RangeError('the text of a note ends in a newline and holds no control characters');
  const bytes = Buffer.from(text, 'utf8');
  return { text, signatures: keys.map(({ verifier: { name, hash }, sign }) => ({ name, hash, signature: sign(bytes) })) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(({ name, hash, signature }) => `${DASH}${name} ${Buffer.concat([Buffer.from(hash, 'hex'), signature]).toString('base64')}\n`).join('')}`;
}

/** Reads a note; null unless it is one, in the only spelling there is. Says nothing yet of the signatures' worth. */
export function parseNote(note: string): SignedNote | null {
  if (CONTROL.test(note) || !note.isWellFormed()) return null;
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return null;
  const lines = note.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > MOST_SIGNATURES) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [name, encoded, ...more] = line.slice(DASH.length).split(' ');
    const bytes = encoded === undefined ? null : exactBase64(encoded);
    if (!line.startsWith(DASH) || !isKeyName(name) || more.length > 0 || bytes === null || bytes.length < 5) return null;
    signatures.push({ name, hash: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/**
 * Which of the keys have signed the note; others' signatures are passed over. Null, and the note must not be believed,
 * if a signature that says it is one of theirs is not.
 */
export function signersOf({ text, signatures }: SignedNote, keys: readonly VerifierKey[]): VerifierKey[] | null {
  const bytes = Buffer.from(text, 'utf8');
  const signers = new Set<VerifierKey>();
  for (const { name, hash, signature } of signatures) {
    const key = keys.find((one) => one.name === name && one.hash === hash);
    if (!key) continue;
    if (!verifiesWith(key, bytes, signature)) return null;
    signers.add(key);
  }
  return [...signers];
}
