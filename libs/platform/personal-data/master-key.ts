import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseKey } from '#platform/config/config.js';
import { makeKeyFile, syncFolder } from '#platform/config/make-key-file.js';
import { refuse } from '#platform/deciding/refusal.js';

/** The key that wraps the keys of all subjects: from the configuration, or from a file made at first use. */
export class MasterKey {
  #key: Buffer | null;

  /** `previous`: the configured key that came before (GRIDLEDGER_MASTER_KEY_OLD), for a rotation. */
  constructor(
    private readonly configured: Buffer | null,
    private readonly file: string,
    private readonly previous: Buffer | null = null,
  ) {
    this.#key = configured;
  }

  /** 32 bytes. Throws an Error with a sentence when the file is there and holds no key. */
  bytes(): Buffer {
    return (this.#key ??= this.#read() ?? this.#create());
  }

  /**
   * The keys under which a subject's key may be wrapped now: this one, as it lies in the file at this moment, and one
   * that a rotation is bringing in.
   */
  candidates(): Buffer[] {
    if (this.configured) return [this.configured];
    this.#key = null;
    const next = this.#read(this.#next);
    return next ? [this.bytes(), next] : [this.bytes()];
  }

  /** The key to rotate from and the one to rotate to, which waits beside the file until `succeed`. Refuses a configured key without its predecessor. */
  succession(): { readonly from: Buffer; readonly to: Buffer } {
    if (this.configured) {
      if (!this.previous) throw refuse('no-previous-key', 'The master key comes from GRIDLEDGER_MASTER_KEY: set that to the new key and GRIDLEDGER_MASTER_KEY_OLD to the one until now, and rotate again.', 409);
      return { from: this.previous, to: this.configured };
    }
    const from = this.candidates()[0];
    if (!existsSync(this.#next)) this.#write(randomBytes(32), this.#next);
    return { from, to: this.#read(this.#next) as Buffer };
  }

  /** Puts the new key in the old one's place and overwrites the old one. Of a configured key there is nothing to put. */
  succeed(): void {
    if (this.configured) return;
    const old = openSync(this.file, 'r+');
    try {
      renameSync(this.#next, this.file);
      syncFolder(dirname(this.file));
      writeSync(old, Buffer.alloc(64), 0, 64, 0);
      fsyncSync(old);
    } finally {
      closeSync(old);
    }
    this.#key = null;
  }

  get #next(): string {
    return `${this.file}.next`;
  }

  #read(file = this.file): Buffer | null {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new Error(`The master key ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    const key = parseKey(text);
    if (!key) throw new Error(`The master key file ${file} is damaged: it should hold 32 bytes in hex or base64. Bring back the original; without it personal data cannot be read.`);
    return key;
  }

  #create(): Buffer {
    this.#write(randomBytes(32), this.file);
    return this.#read() as Buffer;
  }

  #write(key: Buffer, file: string): void {
    makeKeyFile(file, `${key.toString('base64')}\n`);
  }
}
