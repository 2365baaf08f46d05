import type { CellProblem, RecordKind, RowProblem } from './record-kind.js';
import type { FoldedEvent, RoomState } from './room-state.js';
import type { Value } from './column-type.js';
import type { Working } from './working.js';

/** What a room that records declares: its kinds of record, its stream per customer, and what is special to it. */
export interface RecordingRoom {
  /** As in `libs/<name>`. */
  readonly name: string;
  /** In the order of dependence: a kind refers only to kinds before it. */
  readonly kinds: readonly RecordKind[];
  readonly stream: (customerNo: string) => string;
  /** The event by which a record, or one later day of it, is declared entered in error. */
  readonly enteredInError: string;
  /** The event that records a change of columns marked `changes`. */
  readonly changed?: string;
  /** The event by which a record takes the place of another of the same kind; its payload names it in `replaces`. */
  readonly replaced?: string;
  /** The room whose first record opens the customer: nothing has to be open before it. */
  readonly opensCustomer?: boolean;
  /** Events of the room that are no records of a file. Called for each event the kinds do not explain. */
  readonly evolveOther?: (state: RoomState, event: FoldedEvent) => void;
  /** Other events that hang on a record and are void with it. */
  readonly standingWith?: (state: RoomState, kind: RecordKind, number: string) => readonly StandingEvent[];
  /** A day that may be declared entered in error by itself although it is no column; null if it is none now, undefined if the room knows no such day. */
  readonly standingDay?: (state: RoomState, kind: RecordKind, number: string, day: string) => StandingEvent | null | undefined;
  /** The names of such days. */
  readonly otherDays?: readonly string[];
  /** What would be broken if this record did not stand; null if nothing. */
  readonly voidBreaks?: (state: RoomState, kind: RecordKind, number: string) => CellProblem | null;
  /** Values that count as the same although they differ from the record's (a class held before or since). */
  readonly alsoEqual?: (state: RoomState, kind: RecordKind, column: string, value: Value) => boolean;
  /** What the records of a customer must satisfy together; names the new rows that break it. */
  readonly together?: (working: Working) => readonly RowProblem[];
  /** Set by `room()`. */
  readonly mainEvents: ReadonlyMap<string, RecordKind>;
  readonly laterEvents: ReadonlyMap<string, { kind: RecordKind; at: number }>;
  readonly byKind: ReadonlyMap<string, RecordKind>;
}

/** An event that stands, by its id. */
export interface StandingEvent {
  readonly event: string;
  readonly type: string;
}

type Declaration = Omit<RecordingRoom, 'mainEvents' | 'laterEvents' | 'byKind'>;

/** Completes a room's declaration with what is looked up often. */
export function room(declaration: Declaration): RecordingRoom {
  const { kinds } = declaration;
  const laterEvents = new Map<string, { kind: RecordKind; at: number }>();
  for (const kind of kinds) {
    kind.columns.forEach((column, at) => {
      if (column.event) laterEvents.set(column.event, { kind, at });
    });
  }
  const mainEvents = new Map<string, RecordKind>(kinds.map((kind) => [kind.event, kind]));
  if (declaration.replaced) mainEvents.set(declaration.replaced, kinds[0]);
  return { ...declaration, mainEvents, laterEvents, byKind: new Map(kinds.map((kind) => [kind.kind, kind])) };
}
