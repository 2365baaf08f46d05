import { closeSync, fstatSync, mkdtempSync, openSync, read, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BLOCK_BYTES = 64 * 1024;
const readAt = promisify(read);

/**
 * Lines of bytes laid into numbered files, to be read again file by file: so a log larger than memory is brought
 * together by customer. The files have no name as soon as they are open (where the system allows it), so that nothing
 * of them is left by a process that was killed.
 */
export class Spool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gridledger-spool-'));
  readonly #files: number[] = [];
  readonly #used: number[] = [];
  #blocks: Buffer[] = [];

  constructor(readonly size: number) {
    for (let i = 0; i < size; i++) {
      const path = join(this.#folder, String(i));
      this.#files.push(openSync(path, 'w+', 0o600));
      this.#blocks.push(Buffer.allocUnsafe(BLOCK_BYTES));
      this.#used.push(0);
      try {
        unlinkSync(path);
      } catch {
        // Windows: removed at the end.
      }
    }
  }

  /** Adds what stands in `bytes` from `start` to `end` to a file. Throws the system's error when the disk is full. */
  add(file: number, bytes: Buffer, start: number, end: number): void {
    if (this.#used[file] + end - start > BLOCK_BYTES) this.#flush(file);
    if (end - start > BLOCK_BYTES) writeAll(this.#files[file], bytes.subarray(start, end));
    else this.#used[file] += bytes.copy(this.#blocks[file], this.#used[file], start, end);
  }

  /** Ends the writing. */
  finish(): void {
    for (let file = 0; file < this.size; file++) this.#flush(file);
    this.#blocks = [];
  }

  /** The bytes of a file, which is gone then; they share their memory with nothing, so that they can be handed to a thread. */
  async take(file: number): Promise<Buffer> {
    const handle = this.#files[file];
    const bytes = Buffer.allocUnsafeSlow(fstatSync(handle).size);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await readAt(handle, bytes, at, bytes.length - at, at);
      if (bytesRead === 0) throw new Error('a file of the spool was cut short');
      at += bytesRead;
    }
    closeSync(handle);
    this.#files[file] = -1;
    return bytes;
  }

  /** Removes everything that is left. */
  remove(): void {
    for (const handle of this.#files) if (handle >= 0) closeSync(handle);
    this.#files.length = 0;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(file: number): void {
    writeAll(this.#files[file], this.#blocks[file].subarray(0, this.#used[file]));
    this.#used[file] = 0;
  }
}

function writeAll(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}
