import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { refuse } from '#platform/deciding/refusal.js';

/**
 * Writes a file whole or not at all. Throws a Refusal where no file can be written: the folder is missing, or the path
 * is one, or a device or a pipe, which must not be replaced by a file.
 */
export async function writeFileWhole<Result>(path: string, write: (out: Writable) => Promise<Result>): Promise<Result> {
  const there = await stat(path).catch(() => null);
  if (there && !there.isFile()) throw refuse('file-not-writable', `${path} is not a file; expected is a file in a folder that exists.`, 400, { field: 'out' });
  const temporary = `${path}.${process.pid}.part`;
  const out = createWriteStream(temporary);
  const notWritable = (error: NodeJS.ErrnoException): never => {
    throw refuse('file-not-writable', `${path} cannot be written (${error.code ?? error.message}); expected is a file in a folder that exists.`, 400, { field: 'out' });
  };
  try {
    await once(out, 'open').catch(notWritable);
    // What is still to be written when the writing breaks off fails too, with nobody waiting; finished() reports the rest.
    out.on('error', () => undefined);
    const result = await write(out);
    out.end();
    await finished(out);
    await rename(temporary, path).catch(notWritable);
    return result;
  } catch (error) {
    out.destroy();
    await rm(temporary, { force: true });
    throw error;
  }
}
