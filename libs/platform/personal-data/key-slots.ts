import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Where the secret of one subject's key lies. */
export interface SlotPlace {
  /** The file: 8 bytes, in hex. */
  readonly segment: string;
  /** The record in it, from 0. */
  readonly index: number;
  /** 16 random bytes, in hex; the same wherever this subject's key is restored. */
  readonly id: string;
}

export interface Slot extends SlotPlace {
  readonly secret: Buffer;
}

// A record: id (16), secret (32), the first 16 bytes of SHA-256 over both. A destroyed one keeps its id; the rest is 0.
const RECORD = 64;
const ID = 16;
const SECRET_END = 48;
const FILE = /^([0-9a-f]{16})\.slots$/;

/**
 * Secrets outside the database, one for each subject, without which no wrapped key can be opened, however old the copy:
 * `<segment>.slots` in a folder beside the master key. Destroying one overwrites it in its place. A machine appends to
 * a file of its own, so that several can share the folder; every one of them reads all.
 */
export class KeySlots {
  readonly #own: string;

  constructor(
    readonly folder: string,
    machine = hostname(),
  ) {
    this.#own = createHash('sha256').update(machine).digest('hex').slice(0, 16);
  }

  /** New slots, on the disk when it returns. `ids`: those of a restored backup, else random ones. */
  allot(ids: readonly (string | null)[]): Slot[] {
    if (ids.length === 0) return [];
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const records = ids.map((id) => record(id === null ? randomBytes(ID) : Buffer.from(id, 'hex'), randomBytes(SECRET_END - ID)));
    const file = openSync(this.#path(this.#own), 'a+', 0o600);
    try {
      const block = Buffer.concat(records);
      const { size } = fstatSync(file);
      // A machine that stopped in mid-record left a piece, which is filled up so that what follows stands in its place.
      const before = Math.ceil(size / RECORD) * RECORD;
      const padded = Buffer.concat([Buffer.alloc(before - size), block]);
      if (writeSync(file, padded) !== padded.length) throw new Error(`The key ring ${this.folder} could not be written whole: the disk is full.`);
      fsyncSync(file);
      const start = this.#landed(file, block, before);
      return records.map((bytes, i) => ({ segment: this.#own, index: start / RECORD + i, id: bytes.toString('hex', 0, ID), secret: bytes.subarray(ID, SECRET_END) }));
    } finally {
      closeSync(file);
    }
  }

  /** The secrets of places, in their order; null for one that was destroyed. Throws an Error with a sentence for one that is not here, or damaged. */
  secrets(places: readonly SlotPlace[]): (Buffer | null)[] {
    const files = new Map<string, number>();
    try {
      return places.map((place) => {
        if (!files.has(place.segment)) files.set(place.segment, this.#open(place.segment, 'r'));
        return secretIn(this.#recordAt(files.get(place.segment)!, place), place, this.folder);
      });
    } finally {
      for (const file of files.values()) closeSync(file);
    }
  }

  /** Overwrites secrets for good; on the disk when it returns. Safe to run again. */
  destroy(places: readonly SlotPlace[]): void {
    for (const segment of new Set(places.map((place) => place.segment))) {
      const file = this.#open(segment, 'r+');
      try {
        for (const place of places) {
          if (place.segment !== segment) continue;
          this.#recordAt(file, place);
          writeSync(file, Buffer.alloc(RECORD - ID), 0, RECORD - ID, place.index * RECORD + ID);
        }
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
  }

  /** Every slot in the folder by its id, destroyed ones with a null secret: what a restore asks. Of two with one id the destroyed one counts. */
  byId(): Map<string, SlotPlace & { readonly secret: Buffer | null }> {
    const found = new Map<string, SlotPlace & { readonly secret: Buffer | null }>();
    for (const segment of this.#segments()) {
      const file = this.#open(segment, 'r');
      try {
        const whole = Buffer.alloc(Math.floor(fstatSync(file).size / RECORD) * RECORD);
        readSync(file, whole, 0, whole.length, 0);
        for (let at = 0; at < whole.length; at += RECORD) {
          const bytes = whole.subarray(at, at + RECORD);
          const place = { segment, index: at / RECORD, id: bytes.toString('hex', 0, ID) };
          if (found.get(place.id)?.secret === null) continue;
          found.set(place.id, { ...place, secret: isDestroyed(bytes) ? null : secretIn(bytes, place, this.folder) });
        }
      } finally {
        closeSync(file);
      }
    }
    return found;
  }

  #segments(): string[] {
    try {
      return readdirSync(this.folder).flatMap((name) => FILE.exec(name)?.[1] ?? []).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #path(segment: string): string {
    return join(this.folder, `${segment}.slots`);
  }

  #open(segment: string, how: 'r' | 'r+'): number {
    try {
      return openSync(this.#path(segment), how);
    } catch (error) {
      throw new Error(`The key ring ${this.#path(segment)} cannot be opened (${(error as NodeJS.ErrnoException).code}): without it personal data can be neither read nor erased. GRIDLEDGER_KEYRING names its folder, which all machines on one database share.`);
    }
  }

  // Writers in other processes append as well: where the block came to lie is seen only now.
  #landed(file: number, block: Buffer, from: number): number {
    const seen = Buffer.alloc(fstatSync(file).size - from);
    readSync(file, seen, 0, seen.length, from);
    for (let at = 0; at + block.length <= seen.length; at += RECORD) if (seen.subarray(at, at + block.length).equals(block)) return from + at;
    throw new Error(`The key ring ${this.#path(this.#own)} is damaged: what was just written is not found in it. Bring back the folder from its copy.`);
  }

  #recordAt(file: number, { index, id }: SlotPlace): Buffer {
    const bytes = Buffer.alloc(RECORD);
    const read = readSync(file, bytes, 0, RECORD, index * RECORD);
    if (read < RECORD || bytes.toString('hex', 0, ID) !== id) throw new Error(`The key ring ${this.folder} is not the one that belongs to this database, or is older: it does not hold a key that it should. Bring back the folder that GRIDLEDGER_KEYRING named before.`);
    return bytes;
  }
}

function record(id: Buffer, secret: Buffer): Buffer {
  const head = Buffer.concat([id, secret]);
  return Buffer.concat([head, createHash('sha256').update(head).digest().subarray(0, RECORD - SECRET_END)]);
}

const isDestroyed = (bytes: Buffer): boolean => bytes.subarray(ID).every((byte) => byte === 0);

function secretIn(bytes: Buffer, { segment, index }: SlotPlace, folder: string): Buffer | null {
  if (isDestroyed(bytes)) return null;
  const secret = bytes.subarray(ID, SECRET_END);
  if (record(bytes.subarray(0, ID), secret).equals(bytes)) return secret;
  throw new Error(`Record ${index} of the key ring ${join(folder, segment)}.slots is damaged. If a person was being erased when the machine stopped, erase again; else bring back the folder from its copy.`);
}
