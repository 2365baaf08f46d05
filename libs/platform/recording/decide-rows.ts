import type { NewEvent } from '#platform/event-store/event-store.js';
import { hindranceOf } from './hindrance.js';
import { resolveRows } from './what-comes-again.js';
import { changePayload, mainPayload } from './payload.js';
import type { RecordKind, Row, RowProblem } from './record-kind.js';
import { columnIndex, columnValue } from './record-kind.js';
import { shown } from './read-row.js';
import type { RecordingRoom } from './room.js';
import type { RoomState } from './room-state.js';
import { liveRecord } from './room-state.js';
import type { DecidedEvent } from './working.js';
import { Working } from './working.js';

export interface DecisionContext {
  /** First day of the customer; null if it was never opened. Ignored by the room that opens customers. */
  readonly openedOn: string | null;
  /** The supplier's current day: when changes of details occur. */
  readonly today: string;
  /** Records content again that was entered in error under the same number (by hand only). */
  readonly recordAgain?: boolean;
  /** Only the problems are asked for: no events are made. */
  readonly problemsOnly?: boolean;
  /** Rows of this customer that could not even be read: what depends on them follows them. `kind:number`. */
  readonly unreadable?: ReadonlySet<string>;
  /** Rows that may not be recorded anew: their number stands in another customer's stream. */
  readonly takenElsewhere?: (row: Row) => string | null;
}

export interface Decision {
  readonly events: readonly DecidedEvent[];
  readonly problems: readonly RowProblem[];
  /** The rows after which nothing new has to be recorded. */
  readonly unchanged: number;
  /** What stands when the events are written; for decisions in other rooms that rest on it. */
  readonly working: Working;
}

/**
 * What rows of one customer's records mean for one room (domain.md §4): new records, later days, changes, nothing, or
 * a problem. Rows with a problem lead to no event; whoever asks decides whether the others are written all the same.
 * Pure, and independent of the order of the rows. `state` is not changed.
 */
export function decideRows(room: RecordingRoom, state: RoomState, rows: readonly Row[], context: DecisionContext): Decision {
  const working = new Working(room, state);
  const problems: RowProblem[] = [];
  for (const [kind, numbers] of byNumber(room, rows)) {
    for (const [number, same] of numbers) {
      const found = decideNumber(working, kind, number, same, context);
      if (found.length > 0) {
        problems.push(...found);
        if (!working.accepted.get(kind)?.has(number)) working.refuse(kind, number);
      }
    }
  }
  for (const problem of room.together?.(working) ?? []) {
    problems.push(problem);
    working.refuse(problem.row.kind, problem.row.number);
  }
  const events: DecidedEvent[] = [];
  let telling = 0;
  for (const kind of room.kinds) {
    for (const accepted of working.accepted.get(kind)?.values() ?? []) {
      events.push(...accepted.events);
      telling++;
    }
  }
  // Of the rows under one number one brings the news; the others repeat it.
  const unchanged = rows.length - telling - new Set(problems.map((problem) => problem.row)).size;
  return { events, problems, unchanged, working };
}

/** Rows by kind, in the room's order of dependence, and by number, sorted, so that their order does not matter. */
function byNumber(room: RecordingRoom, rows: readonly Row[]): [RecordKind, [string, Row[]][]][] {
  const kinds = new Map<RecordKind, Map<string, Row[]>>();
  for (const row of rows) {
    let numbers = kinds.get(row.kind);
    if (!numbers) kinds.set(row.kind, (numbers = new Map()));
    const same = numbers.get(row.number);
    if (same) same.push(row);
    else numbers.set(row.number, [row]);
  }
  return room.kinds.flatMap((kind) => {
    const numbers = kinds.get(kind);
    return numbers ? [[kind, [...numbers].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))] as [RecordKind, [string, Row[]][]]] : [];
  });
}

function decideNumber(working: Working, kind: RecordKind, number: string, rows: Row[], context: DecisionContext): RowProblem[] {
  const { room, state } = working;
  const { target, problems } = resolveRows(room, state, kind, number, rows, context.recordAgain ?? false);
  if (!target) return problems;
  const live = liveRecord(state, kind, number);
  if (!live) {
    const elsewhere = context.takenElsewhere?.(target) ?? null;
    if (elsewhere !== null) return [...problems, ...rows.map((row) => reusedElsewhere(row, elsewhere))];
    const hindrance = hindranceOf(working, target, context);
    if (hindrance) return [...problems, ...rows.map((row) => ({ ...hindrance, row }))];
    if (context.problemsOnly) {
      working.accept({ kind, number, rows, values: target.values, fresh: true, events: [] });
      return problems;
    }
    const main = occurred(kind.event, columnValue(target, kind.occurredOn) as string, target, mainPayload(kind, target));
    const later = kind.columns.flatMap((_, at) => laterEvent(kind, target, at));
    working.accept({ kind, number, rows, values: target.values, fresh: true, events: [main, ...later] });
    return problems;
  }
  if (context.problemsOnly) return problems;
  const events: DecidedEvent[] = [];
  const changed: number[] = [];
  kind.columns.forEach((column, at) => {
    if (target.values[at] === null || target.values[at] === live.values[at]) return;
    if (column.changes) changed.push(at);
    else if (column.need === 'later') events.push(...laterEvent(kind, target, at));
  });
  if (changed.length > 0) {
    events.push(occurred(room.changed as string, context.today, target, changePayload(kind, target, changed, live.values)));
  }
  const values = target.values.map((value, at) => value ?? live.values[at]);
  if (events.length > 0) working.accept({ kind, number, rows, values, fresh: false, events });
  return problems;
}

function laterEvent(kind: RecordKind, row: Row, at: number): DecidedEvent[] {
  const { event, name } = kind.columns[at];
  const value = row.values[at];
  if (!event || value === null) return [];
  return [occurred(event, value as string, row, { [kind.number]: row.number, customer_no: row.customerNo, [name]: value })];
}

function occurred(type: string, occurredOn: string, row: Row, payload: NewEvent['payload']): DecidedEvent {
  return { event: { type, version: 1, occurredOn, customers: [row.customerNo], payload }, row };
}

function reusedElsewhere(row: Row, customerNo: string): RowProblem {
  const column = row.kind.columns[columnIndex(row.kind, row.kind.number)];
  return {
    row,
    code: 'number-reused',
    column: row.kind.number,
    value: shown(column, row.number),
    expected: 'a number that no other customer uses',
    message: `${row.kind.number} ${row.number} is used by customer ${customerNo} as well; a ${row.kind.words} belongs to one customer.`,
  };
}
