import { open } from 'node:fs/promises';
import { refuse } from '#platform/deciding/refusal.js';
import { PROBLEM_HEADER, problemRow } from './import-problem.js';
import type { ProblemList } from './problem-list.js';

/** Where problems go when nobody says where. */
const DEFAULT_NAME = 'import-problems';

/**
 * Writes all problems as CSV (file,line,column,value,expected,reason) and returns the file's name. A file that is there
 * already is not overwritten: without a name a free one is found, with one it is a Refusal (400).
 */
export async function writeProblemFile(problems: ProblemList, name?: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const path = name ?? `${DEFAULT_NAME}${attempt === 1 ? '' : `-${attempt}`}.csv`;
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' && name === undefined) return null;
      const why = error.code === 'EEXIST' ? 'exists already and is not overwritten' : `cannot be written (${error.code})`;
      throw refuse('problem-file', `The file ${path} ${why}; name another with --problems.`, 400);
    });
    if (!file) continue;
    try {
      await file.write(`${PROBLEM_HEADER}\n`);
      for await (const some of problems.all()) await file.write(some.map((problem) => `${problemRow(problem)}\n`).join(''));
    } finally {
      await file.close();
    }
    return path;
  }
}
