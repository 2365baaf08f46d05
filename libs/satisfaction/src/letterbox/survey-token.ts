import { createHash, createHmac, randomBytes } from 'node:crypto';

// A token is 32 random bytes, told as 43 characters of base64url. Whoever holds it can work out all three names below;
// from one of them nobody can work out another, so that the hash in an invitation leads neither to the letter nor to the
// stream of the answers.

const FORM = /^[A-Za-z0-9_-]{43}$/;

export const newToken = (): string => randomBytes(32).toString('base64url');

/** The bytes of a token; null for what cannot be one. */
function bytesOf(token: string): Buffer | null {
  if (!FORM.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  return bytes.toString('base64url') === token ? bytes : null;
}

/** What an invitation keeps of its token; null for what cannot be a token. */
export function tokenHash(token: string): string | null {
  const bytes = bytesOf(token);
  return bytes && createHash('sha256').update('gridledger survey token 1\n').update(bytes).digest('base64url');
}

/** The name under which the answers wait in the letterbox. */
export const letterOf = (token: string): string => keyed(token, 'gridledger survey letter 1');

/** The stream in which the answers end up. */
export const answersStreamOf = (token: string): string => `answers-${keyed(token, 'gridledger survey answers 1')}`;

function keyed(token: string, what: string): string {
  const bytes = bytesOf(token);
  if (!bytes) throw new TypeError('this is no survey token');
  return createHmac('sha256', bytes).update(what).digest('base64url');
}
