import type { RecordKind } from '../record-kind.js';
import { clip } from '../read-row.js';
import type { ImportProblem } from './import-problem.js';

/**
 * Where each column of the kind stands in a file: for each column of the kind its position in the header, or -1 if it is
 * missing and may be; and every unknown, doubled or missing column.
 */
export function readHeader(kind: RecordKind, file: string, names: readonly string[]): { positions: number[]; problems: ImportProblem[] } {
  const known = kind.columns.map((column) => column.name);
  const problems: ImportProblem[] = [];
  const wrong = (column: string, expected: string, reason: string): void => {
    problems.push({ file, line: 1, column, value: '', expected, reason });
  };
  names.forEach((name, at) => {
    if (!known.includes(name)) wrong(clip(name), `one of ${known.join(', ')}`, `The column '${clip(name)}' is unknown.`);
    else if (names.indexOf(name) < at) wrong(name, 'every column once', `The column ${name} stands in the header twice.`);
  });
  for (const column of kind.columns) {
    if (names.includes(column.name) || column.need === 'optional' || column.mayBeMissing) continue;
    wrong(column.name, `the columns ${known.join(', ')}`, `The column ${column.name} is missing.`);
  }
  return { positions: known.map((name) => names.indexOf(name)), problems };
}
