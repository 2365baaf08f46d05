import { createPublicKey, verify } from 'node:crypto';
import { exactBase64, sha256 } from './sha256.js';

/** A public key as C2SP signed-note writes it down: `NAME+HASH+BASE64`, one line. */
export interface VerifierKey {
  /** The signer's name: never empty, no spaces and no plus sign. */
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), in small hex. */
  readonly hash: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Buffer;
}

const ED25519 = 1;
const NAME = /^[^\s+\u0085\u0000-\u001f]+$/u;
// RFC 8410: what stands before the 32 bytes of a public key.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a text may be a key's name. */
export function isKeyName(name: string): boolean {
  return NAME.test(name) && name.isWellFormed();
}

export function keyHash(name: string, publicKey: Buffer): string {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(ED25519), publicKey])).toString('hex', 0, 4);
}

/** The key of an Ed25519 public key under a name. */
export function verifierKey(name: string, publicKey: Buffer): VerifierKey {
  return { name, hash: keyHash(name, publicKey), publicKey };
}

/** `NAME+HASH+BASE64`. */
export function formatVerifierKey({ name, hash, publicKey }: VerifierKey): string {
  return `${name}+${hash}+${Buffer.concat([Buffer.of(ED25519), publicKey]).toString('base64')}`;
}

/** Reads a verifier key; null unless it is the one text of an Ed25519 key whose hash fits. */
export function parseVerifierKey(line: string): VerifierKey | null {
  const [name, hash, ...rest] = line.split('+');
  // The base64 may hold plus signs of its own.
  const encoded = exactBase64(rest.join('+'));
  if (!isKeyName(name) || encoded?.length !== 33 || encoded[0] !== ED25519) return null;
  const key = verifierKey(name, encoded.subarray(1));
  return key.hash === hash && isPoint(key) ? key : null;
}

function isPoint({ publicKey }: VerifierKey): boolean {
  try {
    publicKeyObject(publicKey);
    return true;
  } catch {
    return false;
  }
}

/** Whether the signature over the bytes is that key's. */
export function verifiesWith({ publicKey }: VerifierKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, publicKeyObject(publicKey), signature);
}

function publicKeyObject(publicKey: Buffer) {
  return createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
}
