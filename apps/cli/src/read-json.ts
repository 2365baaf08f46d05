import { readFileSync } from 'node:fs';
import { refuse } from '#platform/deciding/refusal.js';

/** The bytes of a file that somebody named. Refuses, with status 400, one that cannot be read. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refuse('no-such-file', `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 400);
  }
}

/** What a JSON file holds. Refuses, with status 400, one that cannot be read; with 422 one that is no JSON. */
export function readJson(file: string): unknown {
  const text = readBytes(file).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse('no-json', `${file} is not JSON: ${(error as Error).message}.`);
  }
}
