import type { PackageSource } from '#platform/evidence/package-source.js';

const LONGEST = 4 * 1024 * 1024;

/** The lines of a file, without their breaks; memory stays at a line and a piece. Throws where a line is no UTF-8, too long, or the last one has no break. */
export function* readLines(source: PackageSource, name: string): Generator<string> {
  if (!source.files.has(name)) throw new Error(`${name} is missing`);
  let rest: Buffer = Buffer.alloc(0);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (const piece of source.read(name)) {
    const block: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = block.lastIndexOf(10);
    if (end < 0 || block.length - end > LONGEST) {
      if (block.length > LONGEST) throw new Error(`${name} holds a line that is too long`);
      rest = block;
      continue;
    }
    yield* decoder.decode(block.subarray(0, end)).split('\n');
    rest = block.subarray(end + 1);
  }
  if (rest.length > 0) throw new Error(`${name} does not end with a whole line`);
}
