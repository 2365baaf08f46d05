import type { Json, JsonObject } from '#platform/kernel/canonical-json.js';
import type { KeyRing } from '#platform/personal-data/vault.js';
import type { Answers } from '../answers/answers.js';
import type { Cell } from './cell.js';

/** What a letter holds. */
export interface Letter {
  /** Where the answers go: known to nobody but whoever holds the token. */
  readonly stream: string;
  readonly cell: Cell;
  /** Days YYYY-MM-DD. */
  readonly receivedOn: string;
  /** The day of its batch, once it is in one. */
  readonly releasedOn: string | null;
  readonly answers: Answers;
}

/** The subject under whose key letters are encrypted. */
export const LETTERBOX = 'survey:letterbox';

/** Every letter takes a multiple of so many characters, so that its length tells little of what is in it. */
const PADDED = 1024;

/** Encrypts a letter, bound to the name that it waits under. */
export function sealLetter(keys: KeyRing, name: string, letter: Letter): string {
  const content = letter as unknown as JsonObject;
  const length = Buffer.byteLength(JSON.stringify(content));
  return keys.encrypt(LETTERBOX, { letter: content, pad: ' '.repeat(PADDED - (length % PADDED)) }, name);
}

export function openLetter(keys: KeyRing, name: string, sealed: string): Letter {
  const opened = keys.decrypt(LETTERBOX, sealed, name) as { letter: Json } | null;
  if (!opened) throw new Error('the key of the letterbox is gone: letters cannot be opened');
  return opened.letter as unknown as Letter;
}
