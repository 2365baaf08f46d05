import type { Value } from './column-type.js';
import type { Column, RecordKind, Row, RowProblem } from './record-kind.js';
import { shown } from './read-row.js';
import type { RecordingRoom } from './room.js';
import type { LiveRecord, RoomState } from './room-state.js';

/**
 * What the rows under one number of one batch amount to, beside what stands in the log already (domain.md §4): one row
 * with every later day that any of them fills, and problems for those that contradict the record or one another.
 * `target` is null if nothing is left. See docs/decisions/what-comes-again.md.
 */
export function resolveRows(
  room: RecordingRoom,
  state: RoomState,
  kind: RecordKind,
  number: string,
  rows: readonly Row[],
  recordAgain: boolean,
): { target: Row | null; problems: RowProblem[] } {
  const entry = state.entries.get(kind)?.get(number);
  if (!entry && rows.length === 1) return { target: rows[0], problems: [] };
  const live = entry?.live ?? null;
  const problems: RowProblem[] = [];
  const same = (row: Row, values: readonly Value[]): boolean => firstDifference(room, state, kind, row, values) < 0;

  let standing: Row[];
  if (live) {
    standing = rows.filter((row) => {
      if (same(row, live.values)) return true;
      if (recordAgain || !entry?.voided.some((values) => same(row, values))) problems.push(reused(room, state, row, live.values));
      return false;
    });
  } else {
    standing = recordAgain ? [...rows] : rows.filter((row) => !entry?.voided.some((values) => same(row, values)));
    const other = standing.find((row) => !same(row, standing[0].values));
    if (other) {
      const at = firstDifference(room, state, kind, other, standing[0].values);
      return { target: null, problems: [...problems, ...standing.map((row) => contradiction(row, at))] };
    }
  }
  if (standing.length === 0) return { target: null, problems };
  const values = [...standing[0].values];
  let personal = standing[0].personal;
  for (const [at, column] of kind.columns.entries()) {
    if (column.need !== 'later' && !column.changes) continue;
    const { value, found } = fold(standing, at, column, live, recordAgain);
    values[at] = value;
    if (found.length > 0) {
      problems.push(...found);
      const bad = new Set(found.map((problem) => problem.row));
      standing = standing.filter((row) => !bad.has(row));
      if (standing.length === 0) return { target: null, problems };
    }
    if (column.personal) personal = { ...personal, ...pick(standing, column.name) };
  }
  // What a row refused above had filled must not survive in the columns looked at before it.
  if (problems.length > 0) {
    for (const [at, column] of kind.columns.entries()) {
      if (column.need === 'later' || column.changes) values[at] = fold(standing, at, column, live, recordAgain).value;
    }
  }
  return { target: { ...standing[0], values, personal }, problems };
}

/** One column over all rows: the value that is filled, or the rows that contradict the record or one another. */
function fold(rows: readonly Row[], at: number, column: Column, live: LiveRecord | null, recordAgain: boolean): { value: Value; found: RowProblem[] } {
  const known = column.changes ? null : (live?.values[at] ?? null);
  const wasVoid = (value: Value): boolean =>
    !recordAgain && known === null && (live?.voidedLater.some((one) => one.at === at && one.value === value) ?? false);
  const filled = rows.filter((row) => row.values[at] !== null && !wasVoid(row.values[at]));
  const value = known ?? filled[0]?.values[at] ?? null;
  if (filled.every((row) => row.values[at] === value)) return { value, found: [] };
  if (known !== null) return { value, found: filled.filter((row) => row.values[at] !== known).map((row) => differs(row, column, at, known)) };
  return { value: null, found: filled.map((row) => contradiction(row, at)) };
}

function pick(rows: readonly Row[], name: string): Record<string, string> {
  const row = rows.find((one) => one.personal?.[name] !== undefined);
  return row?.personal ? { [name]: row.personal[name] } : {};
}

/** The first column, later days and changing ones aside, in which a row differs from a content; -1 if none. */
function firstDifference(room: RecordingRoom, state: RoomState, kind: RecordKind, row: Row, values: readonly Value[]): number {
  for (let at = 0; at < kind.columns.length; at++) {
    const column = kind.columns[at];
    if (column.need === 'later' || column.changes || row.values[at] === values[at]) continue;
    if (room.alsoEqual?.(state, kind, column.name, row.values[at])) continue;
    return at;
  }
  return -1;
}

function reused(room: RecordingRoom, state: RoomState, row: Row, recorded: readonly Value[]): RowProblem {
  const at = firstDifference(room, state, row.kind, row, recorded);
  return differs(row, row.kind.columns[at], at, recorded[at]);
}

function differs(row: Row, column: Column, at: number, recorded: Value): RowProblem {
  const value = shown(column, row.values[at]);
  const known = shown(column, recorded);
  return {
    row,
    code: 'number-reused',
    column: column.name,
    value,
    expected: known,
    message: `The ${row.kind.words} ${row.number} is recorded with ${column.name} ${known || '(empty)'}, not ${value || '(empty)'}; a number is not used again with other content.`,
  };
}

function contradiction(row: Row, at: number): RowProblem {
  const column = row.kind.columns[at];
  return {
    row,
    code: 'number-reused',
    column: column.name,
    value: shown(column, row.values[at]),
    expected: `the same ${column.name} in every row of ${row.kind.number} ${row.number}`,
    message: `The ${row.kind.words} ${row.number} stands in this import more than once, with different ${column.name}; which is right cannot be told.`,
  };
}
