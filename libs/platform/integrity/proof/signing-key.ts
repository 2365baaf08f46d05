import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { exactBase64 } from './sha256.js';
import { isKeyName, verifierKey } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

/** A private key in the form of the Go tools for signed notes: `PRIVATE+KEY+NAME+HASH+BASE64`, one line. */
export interface SigningKey {
  readonly verifier: VerifierKey;
  /** The line itself: whoever has it signs in the ledger's name. */
  readonly line: string;
  sign(bytes: Uint8Array): Buffer;
}

const ED25519 = 1;
const HEAD = 'PRIVATE+KEY+';
// RFC 8410: what stands before the 32 bytes of a seed.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new random key under a name. Throws a RangeError for what cannot be a name. */
export function newSigningKey(name: string): SigningKey {
  if (!isKeyName(name)) throw new RangeError(`'${name}' cannot name a key: it holds a space or a plus sign, or nothing`);
  return signingKey(name, randomBytes(32));
}

function signingKey(name: string, seed: Buffer): SigningKey {
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const verifier = verifierKey(name, publicKey);
  return {
    verifier,
    line: `${HEAD}${name}+${verifier.hash}+${Buffer.concat([Buffer.of(ED25519), seed]).toString('base64')}`,
    sign: (bytes) => sign(null, bytes, key),
  };
}

/** Reads a signing key; null unless it is one. */
export function parseSigningKey(line: string): SigningKey | null {
  if (!line.startsWith(HEAD)) return null;
  const [name, hash, ...rest] = line.slice(HEAD.length).split('+');
  const encoded = exactBase64(rest.join('+'));
  if (!isKeyName(name) || encoded?.length !== 33 || encoded[0] !== ED25519) return null;
  const key = signingKey(name, encoded.subarray(1));
  return key.verifier.hash === hash ? key : null;
}
