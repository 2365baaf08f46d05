import { closeSync, createReadStream, createWriteStream, openSync, rmSync, writeSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

// RFC 1952, 2.3: after magic, method, flags and a modification time, which zlib leaves at zero, comes extra flags, then the system.
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * Replaces a file by `<file>.gz`. The header names neither time nor system. What is packed is the same everywhere; the
 * packed bytes are only as equal as the zlib of two builds of Node.
 */
export async function gzipFile(path: string): Promise<void> {
  await pipeline(createReadStream(path), createGzip({ level: 9 }), createWriteStream(`${path}.gz`, { flags: 'wx' }));
  const descriptor = openSync(`${path}.gz`, 'r+');
  writeSync(descriptor, Buffer.of(UNKNOWN_SYSTEM), 0, 1, SYSTEM_BYTE);
  closeSync(descriptor);
  rmSync(path);
}
