import { crc32 } from 'node:zlib';

/** One file of a package as the zip layout needs to know it. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

/** Where a file's bytes lie in a zip that `readZipIndex` accepted. */
export interface ZipPlace extends ZipEntry {
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** Beyond it a zip needs its 64-bit form, which this layout does not have. */
export const MAX_ZIP_BYTES = 0xffffffff;
const MAX_ENTRIES = 0xfffe;

/** Names of files in a package: relative, small ASCII letters, no folder that leads out. */
export const FILE_NAME = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?:\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){0,7}$/;

/**
 * The one zip layout of a package (docs/evidence-format.md): entries stored, sorted by name, no times, no extra fields,
 * no comment, nothing between them. So there is exactly one zip for given files, and nothing in it can expand.
 */
export function localHeader({ name, size, crc }: ZipEntry): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES + name.length);
  header.writeUInt32LE(LOCAL, 0);
  sharedFields(header, 4, { name, size, crc });
  header.write(name, LOCAL_BYTES, 'latin1');
  return header;
}

/** What follows the last file: the central directory and its end. `entries` in their order, offsets of their local headers. */
export function centralDirectory(entries: readonly (ZipEntry & { readonly at: number })[]): Buffer {
  const parts: Buffer[] = [];
  for (const entry of entries) {
    const record = Buffer.alloc(CENTRAL_BYTES + entry.name.length);
    record.writeUInt32LE(CENTRAL, 0);
    record.writeUInt16LE(10, 4);
    sharedFields(record, 6, entry);
    record.writeUInt32LE(entry.at, 42);
    record.write(entry.name, CENTRAL_BYTES, 'latin1');
    parts.push(record);
  }
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const last = entries[entries.length - 1];
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(last ? last.at + LOCAL_BYTES + last.name.length + last.size : 0, 16);
  return Buffer.concat([...parts, end]);
}

// Version 1.0, no flags, stored, 1980-01-01 00:00, sums and lengths: the same in both kinds of header.
function sharedFields(header: Buffer, at: number, { name, size, crc }: ZipEntry): void {
  header.writeUInt16LE(10, at);
  header.writeUInt16LE(0x0021, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

/** A zip that is not in the layout: where, and what was expected. */
export class ZipLayoutError extends Error {
  override readonly name = 'ZipLayoutError';
}

/**
 * The files of a zip of `size` bytes, read with `read(offset, length)`. Throws ZipLayoutError unless every byte outside
 * the files is the one that the layout gives for them.
 */
export function readZipIndex(size: number, read: (offset: number, length: number) => Buffer): ZipPlace[] {
  if (size < END_BYTES) throw new ZipLayoutError(`the file has ${size} bytes: it is no zip, or was cut short`);
  const end = read(size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== END) throw new ZipLayoutError('the end of the zip is not where the layout has it: it was cut short, or something was added');
  const count = end.readUInt16LE(10);
  const directoryAt = end.readUInt32LE(16);
  const directorySize = end.readUInt32LE(12);
  if (count > MAX_ENTRIES || directoryAt + directorySize + END_BYTES !== size) throw new ZipLayoutError('the central directory does not lie between the files and the end of the zip');
  const directory = read(directoryAt, directorySize);
  const places: (ZipPlace & { at: number })[] = [];
  let next = 0;
  for (let at = 0; at < directorySize; ) {
    if (at + CENTRAL_BYTES > directorySize) throw new ZipLayoutError('the central directory is cut short');
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('latin1', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength);
    if (!FILE_NAME.test(name)) throw new ZipLayoutError(`the name of file ${places.length + 1} is not one that a package may hold`);
    if (places.length > 0 && !(places[places.length - 1].name < name)) throw new ZipLayoutError(`${name} stands out of order, or twice`);
    const entry = { name, crc: directory.readUInt32LE(at + 16), size: directory.readUInt32LE(at + 24), at: next, offset: next + LOCAL_BYTES + nameLength };
    if (entry.offset + entry.size > directoryAt) throw new ZipLayoutError(`${name} does not lie before the central directory`);
    if (!read(next, LOCAL_BYTES + nameLength).equals(localHeader(entry))) throw new ZipLayoutError(`the header of ${name} is not the one that the layout gives for it`);
    places.push(entry);
    next = entry.offset + entry.size;
    at += CENTRAL_BYTES + nameLength;
  }
  if (places.length !== count || next !== directoryAt) throw new ZipLayoutError('bytes lie between the files that belong to none of them');
  if (!Buffer.concat([directory, end]).equals(centralDirectory(places))) throw new ZipLayoutError('the central directory is not the one that the layout gives for these files');
  return places.map(({ name, size: bytes, crc, offset }) => ({ name, size: bytes, crc, offset }));
}

/** CRC-32 of a file that comes in pieces: give the last result as `crc`, 0 at first. */
export function runningCrc(chunk: Uint8Array, crc: number): number {
  return crc32(chunk, crc);
}
