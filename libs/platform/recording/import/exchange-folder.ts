import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '#platform/deciding/refusal.js';
import type { RecordKind } from '../record-kind.js';
import { clip } from '../read-row.js';
import type { ImportProblem } from './import-problem.js';

/** One file of a folder. */
export interface ExchangeFile {
  readonly kind: RecordKind;
  /** Its name in the folder. */
  readonly name: string;
  readonly path: string;
  readonly compressed: boolean;
  readonly bytes: number;
}

/**
 * The files of an exchange folder, customers first, and what is wrong with the folder: an unknown name, a file given
 * twice (plain and .gz), no customers. Throws a Refusal (400) if there is no such folder.
 */
export async function exchangeFolder(folder: string, kinds: readonly RecordKind[]): Promise<{ files: ExchangeFile[]; problems: ImportProblem[] }> {
  let names: string[];
  try {
    names = (await readdir(folder)).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'does not exist' : code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code})`;
    throw refuse('no-folder', `${folder} ${why}; expected is a folder of exchange files.`, 400);
  }
  const expected = kinds.map((kind) => `${kind.file}.csv`).join(', ');
  const files: ExchangeFile[] = [];
  const problems: ImportProblem[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => null);
    const kind = kinds.find((one) => name === `${one.file}.csv` || name === `${one.file}.csv.gz`);
    if (!kind || !info?.isFile()) {
      const what = info?.isFile() ? 'is not one of the exchange files' : 'is no file';
      problems.push({ file: clip(name), line: 0, column: '', value: '', expected: `one of ${expected}, each also as .gz`, reason: `${clip(name)} ${what}.` });
      continue;
    }
    const twin = files.find((one) => one.kind === kind);
    if (twin) problems.push({ file: name, line: 0, column: '', value: '', expected: `one of ${twin.name} and ${name}`, reason: `${kind.file} is given twice, as ${twin.name} and ${name}.` });
    else files.push({ kind, name, path, compressed: name.endsWith('.gz'), bytes: info.size });
  }
  const [first] = kinds;
  if (!files.some((one) => one.kind === first)) {
    problems.push({ file: `${first.file}.csv`, line: 0, column: '', value: '', expected: `${first.file}.csv or ${first.file}.csv.gz`, reason: `The folder holds no ${first.file} file; it is the only one that may not be missing.` });
  }
  files.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  return { files, problems };
}
