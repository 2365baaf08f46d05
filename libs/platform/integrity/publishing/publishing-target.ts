import { isAbsolute } from 'node:path';
import { refuse } from '#platform/deciding/refusal.js';

/** A place outside the database that holds checkpoints. */
export interface PublishingTarget {
  /** How it is spoken of: without a password. */
  readonly name: string;
  readonly kind: 'file' | 'git' | 'url';
  /** The folder, or the address. */
  readonly place: string;
}

/** Reads `file:/FOLDER`, `git:/FOLDER`, `https://…`; `http://` on this machine only. Refuses anything else, with status 400. */
export function publishingTarget(text: string): PublishingTarget {
  const [, scheme, folder] = /^(file|git):(.+)$/.exec(text) ?? [];
  if (scheme === 'file' || scheme === 'git') {
    if (isAbsolute(folder)) return { name: text, kind: scheme, place: folder };
    throw impossible(`${scheme}: is followed by the full path of a folder`);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))) return { name: `${url.protocol}//${url.host}${url.pathname}`, kind: 'url', place: text };
  throw impossible('expected are file:/FOLDER, git:/FOLDER or https://HOST/PATH, separated by spaces');
}

// The value may hold a password and is not repeated.
const impossible = (expected: string): Error => refuse('impossible-setting', `GRIDLEDGER_CHECKPOINT_PUBLISH cannot be used: ${expected}.`, 400);
