import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SlotPlace } from './key-slots.js';

// Second form: 2 (1), segment (8), index (4), id (16), nonce (12), tag (16), key (32): AES-256-GCM under a key made of
// the master key and the slot's secret. First form, which is still read: nonce, tag, key, under the master key alone.
const FIRST = 60;
const SECOND = 89;
const PLACE_END = 29;

/** Where the secret of a wrapped key lies; null for the first form, which has none. Throws an Error with a sentence for an unknown form. */
export function placeOf(wrapped: Buffer): SlotPlace | null {
  if (wrapped.length === FIRST) return null;
  if (wrapped.length !== SECOND || wrapped[0] !== 2) throw new Error('A key of personal data is wrapped in a form that this release does not know: run the release that wrote it.');
  return { segment: wrapped.toString('hex', 1, 9), index: wrapped.readUInt32BE(9), id: wrapped.toString('hex', 13, PLACE_END) };
}

/** A subject's key wrapped under the master key and the secret of its slot, bound to the subject's name. */
export function wrapInSlot(master: Buffer, subject: string, key: Buffer, { segment, index, id, secret }: SlotPlace & { readonly secret: Buffer }): Buffer {
  const place = Buffer.alloc(PLACE_END);
  place[0] = 2;
  place.write(segment, 1, 'hex');
  place.writeUInt32BE(index, 9);
  place.write(id, 13, 'hex');
  return Buffer.concat([place, wrapKey(slotKey(master, secret), subject, key)]);
}

/** The key back. `secret`: that of its slot, null for the first form. Throws like `unwrapKey`. */
export function unwrapFromSlot(master: Buffer, subject: string, wrapped: Buffer, secret: Buffer | null): Buffer {
  return secret === null ? unwrapKey(master, subject, wrapped) : unwrapKey(slotKey(master, secret), subject, wrapped.subarray(PLACE_END));
}

const slotKey = (master: Buffer, secret: Buffer): Buffer => Buffer.from(hkdfSync('sha256', master, secret, 'gridledger subject key 2', 32));

/** nonce (12) + tag (16) + 32 bytes, AES-256-GCM under a key, bound to the subject's name. */
export function wrapKey(under: Buffer, subject: string, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', under, nonce).setAAD(Buffer.from(subject));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws an Error with a sentence if another key wrapped it or it was altered. */
export function unwrapKey(under: Buffer, subject: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', under, wrapped.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(subject));
  decipher.setAuthTag(wrapped.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch {
    throw new Error('The keys of personal data were made under another master key: bring back the master key of this database.');
  }
}
