import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '#platform/deciding/refusal.js';
import type { WitnessedCheckpoint } from './checkpoint-book.js';

const LARGEST = 1024 * 1024;

/** The checkpoints in a file, or in the files of a folder (and of its folders; `.git` excepted). Refuses, with status 400, what cannot be read. */
export function witnessedCheckpoints(path: string): WitnessedCheckpoint[] {
  const found: WitnessedCheckpoint[] = [];
  try {
    for (const file of filesOf(path)) {
      if (statSync(file).size > LARGEST) throw refuse('not-checkpoints', `${file} is larger than 1 MiB: no checkpoint is.`, 400, { field: 'checkpoints', value: file });
      found.push({ text: readFileSync(file, 'utf8'), place: file });
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code) throw refuse('checkpoints-unreadable', `--checkpoints ${path} cannot be read (${code}); expected is a file, or a folder of files, each with one checkpoint.`, 400, { field: 'checkpoints', value: path });
    throw error;
  }
  if (found.length === 0) throw refuse('no-checkpoints', `--checkpoints ${path} holds no file.`, 400, { field: 'checkpoints', value: path });
  return found;
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== '.git')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() || entry.isFile() ? filesOf(join(path, entry.name)) : []));
}
