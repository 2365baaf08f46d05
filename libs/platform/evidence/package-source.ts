import { closeSync, fstatSync, lstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_NAME, readZipIndex, runningCrc, ZipLayoutError, type ZipPlace } from './zip-layout.js';

/** The files of a package, wherever they lie. Nothing is written anywhere to read them. */
export interface PackageSource {
  /** Names and sizes, sorted by name. */
  readonly files: ReadonlyMap<string, number>;
  /** What is wrong with the container itself: layout, names, links, empty folders. One sentence each. */
  readonly problems: readonly string[];
  /** A file's bytes in pieces. */
  read(name: string): Iterable<Buffer>;
  close(): void;
}

const PIECE = 1024 * 1024;

/** Opens a folder or a zip. Throws the error of the file system where there is nothing that can be read. */
export function openPackage(path: string): PackageSource {
  return lstatSync(path).isDirectory() ? openFolder(path) : openZip(path);
}

/** All of a file. Only for those whose size has been looked at. */
export const readWhole = (source: PackageSource, name: string): Buffer => Buffer.concat([...source.read(name)]);

function openFolder(root: string): PackageSource {
  const files: [string, number][] = [];
  const problems: string[] = [];
  const walk = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    if (entries.length === 0) problems.push(`The folder ${folder || '.'} is empty: a package holds none.`);
    for (const entry of entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else if (!entry.isFile()) problems.push(`${name} is a link or a device: a package holds files only.`);
      else if (!FILE_NAME.test(name)) problems.push(`${JSON.stringify(name)} is no name that a file of a package may have.`);
      else files.push([name, lstatSync(join(root, name)).size]);
    }
  };
  walk('');
  files.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: new Map(files),
    problems,
    *read(name) {
      const file = openSync(join(root, name), 'r');
      try {
        yield* pieces(file, 0, fstatSync(file).size);
      } finally {
        closeSync(file);
      }
    },
    close: () => {},
  };
}

function openZip(path: string): PackageSource {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const problems: string[] = [];
  let places: ZipPlace[] = [];
  try {
    places = readZipIndex(size, (offset, length) => at(file, offset, length));
  } catch (error) {
    if (!(error instanceof ZipLayoutError)) throw error;
    problems.push(`The zip is not in the layout of a package: ${error.message}.`);
  }
  for (const { name, offset, size: bytes, crc } of places) {
    let sum = 0;
    for (const piece of pieces(file, offset, bytes)) sum = runningCrc(piece, sum);
    if (sum !== crc) problems.push(`The zip's checksum of ${name} is not that of its bytes.`);
  }
  const byName = new Map(places.map((place) => [place.name, place]));
  return {
    files: new Map(places.map(({ name, size: bytes }) => [name, bytes])),
    problems,
    *read(name) {
      const place = byName.get(name);
      if (place) yield* pieces(file, place.offset, place.size);
    },
    close: () => closeSync(file),
  };
}

function* pieces(file: number, offset: number, length: number): Generator<Buffer> {
  for (let done = 0; done < length; ) {
    const piece = at(file, offset + done, Math.min(PIECE, length - done));
    if (piece.length === 0) return;
    done += piece.length;
    yield piece;
  }
}

function at(file: number, offset: number, length: number): Buffer {
  // Every byte that is given on was read into it.
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const bytes = readSync(file, buffer, filled, length - filled, offset + filled);
    if (bytes === 0) break;
    filled += bytes;
  }
  return filled === length ? buffer : buffer.subarray(0, filled);
}
