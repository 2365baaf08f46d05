import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseKey } from '#platform/config/config.js';

/** The key that wraps the keys of all subjects: from the configuration, or from a file made at first use. */
export class MasterKey {
  #key: Buffer | null;

  constructor(
    configured: Buffer | null,
    private readonly file: string,
  ) {
    this.#key = configured;
  }

  /** 32 bytes. Throws an Error with a sentence when the file is there and holds no key. */
  bytes(): Buffer {
    return (this.#key ??= this.#read() ?? this.#create());
  }

  /** Puts a restored key in the file's place. Throws if the configuration or the file holds another one. */
  adopt(key: Buffer): void {
    const present = this.#key ?? this.#read();
    if (present) {
      if (!present.equals(key)) throw new Error(`The backup was made under another master key than the one configured here: move ${this.file} away (or unset GRIDLEDGER_MASTER_KEY) and restore again.`);
      return;
    }
    this.#write(key);
    this.#key = key;
  }

  /** Whether a key exists, without making one. */
  exists(): boolean {
    return this.#key !== null || existsSync(this.file);
  }

  #read(): Buffer | null {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new Error(`The master key ${this.file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    const key = parseKey(text);
    if (!key) throw new Error(`The master key file ${this.file} is damaged: it should hold 32 bytes in hex or base64. Bring back the original; without it personal data cannot be read.`);
    return key;
  }

  #create(): Buffer {
    this.#write(randomBytes(32));
    return this.#read() as Buffer;
  }

  // Another process may make one at the same moment: whoever links first has made the key of both.
  #write(key: Buffer): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const own = `${this.file}.${process.pid}`;
    writeFileSync(own, `${key.toString('base64')}\n`, { mode: 0o600 });
    chmodSync(own, 0o600);
    try {
      linkSync(own, this.file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(own, { force: true });
    }
  }
}
