import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encrypts what is personal in staged rows under a key that lives in this process only: what PostgreSQL writes to its
 * temporary files can be read by nobody, and by nobody at all once the import is over.
 */
export class PassingSeal {
  readonly #key = randomBytes(32);
  #sealed = 0;

  seal(text: string): string {
    // A count never repeats under a key of one process.
    const nonce = Buffer.alloc(12);
    nonce.writeUIntBE(++this.#sealed, 6, 6);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  }

  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
  }
}
