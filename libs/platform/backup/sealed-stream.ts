import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { refuse } from '#platform/deciding/refusal.js';

// A backup file: the magic line, 16 bytes of salt, then chunks. Each chunk is 4 bytes of length, the ciphertext and its
// 16-byte tag, AES-256-GCM under a key that scrypt makes of the passphrase and the salt. The nonce is the chunk's
// number and whether it is the last, so that chunks can be neither cut off, nor left out, nor moved.
const MAGIC = Buffer.from('gridledger backup 1\n');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const CHUNK_BYTES = 256 * 1024;
/** 64 MiB of memory and about a quarter of a second for each guess. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

export const PASSPHRASE_LEAST = 12;

/** Refuses a passphrase that protects nothing (status 400). */
export function checkPassphrase(passphrase: string): void {
  if ([...passphrase].length < PASSPHRASE_LEAST) throw refuse('weak-passphrase', `The passphrase must have at least ${PASSPHRASE_LEAST} characters: the backup holds the keys of all personal data.`, 400);
}

/** The bytes of a backup file with this content. */
export async function* seal(content: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const key = scryptSync(passphrase.normalize('NFC'), salt, 32, SCRYPT);
  yield Buffer.concat([MAGIC, salt]);
  let number = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    waiting.push(piece);
    size += piece.length;
    if (size <= CHUNK_BYTES) continue;
    let all = Buffer.concat(waiting);
    // Something always stays behind for the last chunk.
    for (; all.length > CHUNK_BYTES; all = all.subarray(CHUNK_BYTES)) yield sealChunk(key, number++, false, all.subarray(0, CHUNK_BYTES));
    waiting = [all];
    size = all.length;
  }
  yield sealChunk(key, number, true, Buffer.concat(waiting));
}

/** The content of a backup file. Refuses one that was cut or altered, that is none, and a wrong passphrase (status 422). */
export async function* unseal(file: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = new Reader(file);
  if (!MAGIC.equals(await reader.take(MAGIC.length))) throw refuse('no-backup', 'This file is not a backup of gridledger.');
  const salt = await reader.take(SALT_BYTES);
  if (salt.length < SALT_BYTES) throw cut();
  const key = scryptSync(passphrase.normalize('NFC'), salt, 32, SCRYPT);
  for (let number = 0; ; number++) {
    const length = await reader.take(4);
    if (length.length < 4) throw cut();
    const size = length.readUInt32BE();
    if (size < TAG_BYTES || size > CHUNK_BYTES + TAG_BYTES) throw altered(number);
    const chunk = await reader.take(size);
    if (chunk.length < size) throw cut();
    const last = await reader.ended();
    const content = openChunk(key, number, last, chunk);
    if (!content && last && openChunk(key, number, false, chunk)) throw cut();
    if (!content) throw altered(number);
    yield content;
    if (last) return;
  }
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(last ? 1 : 0, 0);
  bytes.writeBigUInt64BE(BigInt(number), 4);
  return bytes;
}

function sealChunk(key: Buffer, number: number, last: boolean, content: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last)).setAAD(MAGIC);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length + TAG_BYTES);
  return Buffer.concat([length, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Buffer, number: number, last: boolean, chunk: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last)).setAAD(MAGIC);
  decipher.setAuthTag(chunk.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

const cut = (): Error => refuse('backup-cut', 'The backup file ends too early: it was cut, or not copied completely. Nothing was restored.');
const altered = (number: number): Error =>
  number === 0
    ? refuse('wrong-passphrase', 'The passphrase does not open this backup, or the file was altered. Nothing was restored.')
    : refuse('backup-altered', 'The backup file was altered. Nothing was restored.');

class Reader {
  #rest: Buffer = Buffer.alloc(0);
  readonly #source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** So many bytes, or fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const pieces = [this.#rest];
    let size = this.#rest.length;
    while (size < count) {
      const { value, done } = await this.#source.next();
      if (done) break;
      pieces.push(value);
      size += value.length;
    }
    const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
    this.#rest = all.subarray(count);
    return all.subarray(0, count);
  }

  async ended(): Promise<boolean> {
    if (this.#rest.length === 0) this.#rest = await this.take(1);
    return this.#rest.length === 0;
  }
}
