import type { Value } from './column-type.js';
import { showValue } from './column-type.js';
import type { CellProblem, Column, RecordKind } from './record-kind.js';
import { columnIndex } from './record-kind.js';

/**
 * Reads the cells of a row, given in the order of the kind's columns ('' for an empty one), and checks what can be
 * seen in the row alone: types, what may not be empty, the order of its days, the kind's own check (domain.md §4).
 * Values stay unread (null) where there is a problem. Personal cells are read as they are.
 */
export function readRow(kind: RecordKind, cells: readonly string[]): { values: Value[]; problems: CellProblem[] } {
  const values: Value[] = new Array<Value>(cells.length);
  let problems: CellProblem[] = NONE;
  for (let at = 0; at < kind.columns.length; at++) {
    const column = kind.columns[at];
    const text = cells[at];
    if (text === '') {
      values[at] = column.need === 'default' ? (column.whenEmpty as Value) : null;
      if (column.need === 'required') problems = more(problems, emptyCell(column));
      continue;
    }
    const value = column.type.read(text);
    if (value === undefined) {
      values[at] = null;
      problems = more(problems, wrongCell(column, text));
    } else values[at] = value;
  }
  if (problems === NONE) problems = checkRow(kind, values);
  return { values, problems };
}

/** The order of the days within a row, and the kind's own check. */
export function checkRow(kind: RecordKind, values: readonly Value[]): CellProblem[] {
  let problems: CellProblem[] = NONE;
  for (let at = 0; at < kind.columns.length; at++) {
    const column = kind.columns[at];
    const value = values[at];
    if (column.notBefore === undefined || value === null) continue;
    const earliest = values[columnIndex(kind, column.notBefore)];
    // Days are texts YYYY-MM-DD, so that the order of texts is the order of days.
    if (earliest !== null && (value as string) < (earliest as string)) {
      problems = more(problems, tooEarly(column.name, value as string, column.notBefore, earliest as string));
    }
  }
  if (kind.check) {
    for (const problem of kind.check((name) => values[columnIndex(kind, name)])) problems = more(problems, problem);
  }
  return problems;
}

/** A day that comes before the one it must follow. */
export function tooEarly(column: string, value: string, earliestName: string, earliest: string): CellProblem {
  return {
    code: 'too-early',
    column,
    value,
    expected: `a day no earlier than ${earliestName}, ${earliest}`,
    message: `${column} ${value} is before ${earliestName} ${earliest}; it comes no earlier than that day.`,
  };
}

export const WITHHELD = '(withheld)';

/** How a value may be shown in a problem: personal ones never. */
export const shown = (column: Column, value: Value): string => (column.personal ? WITHHELD : showValue(column.type, value));

const NONE: CellProblem[] = [];
const more = (problems: CellProblem[], problem: CellProblem): CellProblem[] => {
  if (problems === NONE) return [problem];
  problems.push(problem);
  return problems;
};

function emptyCell(column: Column): CellProblem {
  return { code: 'empty', column: column.name, value: '', expected: column.type.expected, message: `${column.name} is empty; expected is ${column.type.expected}.` };
}

function wrongCell(column: Column, text: string): CellProblem {
  const value = column.personal ? WITHHELD : clip(text);
  const code = column.type.name === 'number' || column.type.name === 'text' ? 'malformed-text' : `malformed-${column.type.name}`;
  const said = column.personal ? `The value of ${column.name} (withheld, it is personal)` : `${column.name} '${value}'`;
  return { code, column: column.name, value, expected: column.type.expected, message: `${said} is not ${column.type.expected}.` };
}

/** A value as messages show it: at most 60 characters, control characters escaped. */
export function clip(text: string): string {
  // eslint-disable-next-line no-control-regex
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const clipped = visible.length > 60 ? `${visible.slice(0, 57)}…` : visible;
  return clipped.isWellFormed() ? clipped : clipped.toWellFormed();
}
