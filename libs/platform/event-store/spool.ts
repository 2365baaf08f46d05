import { closeSync, mkdtempSync, openSync, read, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BLOCK_BYTES = 32 * 1024;
const readAt = promisify(read);

interface Part {
  /** What is not written yet. */
  block: Buffer | null;
  used: number;
  /** Where its blocks begin in the file; all are full but the last. */
  readonly places: number[];
  bytes: number;
}

/**
 * Bytes laid into numbered parts, to be read again part by part: so a log larger than memory is brought together by
 * customer. All parts share one file, block by block, which has no name as soon as it is open (where the system allows
 * it), so that nothing of it is left by a process that was killed.
 */
export class Spool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gridledger-spool-'));
  readonly #file: number;
  readonly #parts: Part[];
  #end = 0;

  constructor(readonly size: number) {
    this.#parts = Array.from({ length: size }, () => ({ block: null, used: 0, places: [], bytes: 0 }));
    const path = join(this.#folder, 'parts');
    this.#file = openSync(path, 'w+', 0o600);
    try {
      unlinkSync(path);
    } catch {
      // Windows: removed at the end.
    }
  }

  /** Adds what stands in `bytes` from `start` to `end` to a part. Throws the system's error when the disk is full. */
  add(number: number, bytes: Buffer, start: number, end: number): void {
    const part = this.#parts[number];
    while (start < end) {
      const block = (part.block ??= Buffer.allocUnsafeSlow(BLOCK_BYTES));
      const copied = bytes.copy(block, part.used, start, end);
      part.used += copied;
      part.bytes += copied;
      start += copied;
      if (part.used === BLOCK_BYTES) this.#write(part);
    }
  }

  /** Ends the writing. */
  finish(): void {
    for (const part of this.#parts) {
      if (part.used > 0) this.#write(part);
      part.block = null;
    }
  }

  /** The bytes of a part; they share their memory with nothing, so that they can be handed to a thread. */
  async take(number: number): Promise<Buffer> {
    const { places, bytes } = this.#parts[number];
    const taken = Buffer.allocUnsafeSlow(bytes);
    await Promise.all(places.map((place, i) => this.#read(taken, i * BLOCK_BYTES, Math.min((i + 1) * BLOCK_BYTES, bytes), place)));
    return taken;
  }

  /** Removes everything. */
  remove(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #read(into: Buffer, from: number, to: number, place: number): Promise<void> {
    for (let at = from; at < to; ) {
      const { bytesRead } = await readAt(this.#file, into, at, to - at, place + at - from);
      if (bytesRead === 0) throw new Error('the spool was cut short');
      at += bytesRead;
    }
  }

  #write(part: Part): void {
    for (let at = 0; at < part.used; ) at += writeSync(this.#file, part.block!, at, part.used - at, this.#end + at);
    part.places.push(this.#end);
    this.#end += part.used;
    part.used = 0;
  }
}
