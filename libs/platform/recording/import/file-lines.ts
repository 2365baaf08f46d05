import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { ExchangeFile } from './exchange-folder.js';

/** Blocks of lines without their line ends (LF or CRLF) and without a byte order mark; null for a line that is not UTF-8. */
export async function* fileLines(file: Pick<ExchangeFile, 'path' | 'compressed'>, onBytes: (bytes: number) => void = () => {}): AsyncGenerator<(string | null)[]> {
  const source = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  source.on('data', (chunk) => onBytes(chunk.length));
  const stream = file.compressed ? source.pipe(createGunzip()) : source;
  if (stream !== source) source.on('error', (error) => stream.destroy(error));
  let rest: Buffer[] = [];
  let first = true;
  const block = (bytes: Buffer): (string | null)[] => {
    const lines = decoded(bytes);
    if (first && lines[0]?.charCodeAt(0) === 0xfeff) lines[0] = lines[0].slice(1);
    first = false;
    return lines;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(10);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const whole = chunk.subarray(0, end);
    yield block(rest.length > 0 ? Buffer.concat([...rest, whole]) : whole);
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
  }
  // A last line without line end, or nothing.
  if (rest.length > 0) yield block(Buffer.concat(rest));
}

function decoded(bytes: Buffer): (string | null)[] {
  if (isUtf8(bytes)) return withoutReturns(bytes.toString('utf8').split('\n'));
  const lines: (string | null)[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const at = bytes.indexOf(10, from);
    const end = at < 0 ? bytes.length : at;
    const line = bytes.subarray(from, end);
    lines.push(isUtf8(line) ? withoutReturns([line.toString('utf8')])[0] : null);
    from = end + 1;
  }
  return lines;
}

function withoutReturns(lines: string[]): string[] {
  for (let at = 0; at < lines.length; at++) if (lines[at].endsWith('\r')) lines[at] = lines[at].slice(0, -1);
  return lines;
}
