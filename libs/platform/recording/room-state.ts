import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Value } from './column-type.js';
import type { RecordKind } from './record-kind.js';
import type { RecordingRoom } from './room.js';

/** What is known of one record that stands. */
export interface LiveRecord {
  /** In the order of the kind's columns, later days included. */
  readonly values: Value[];
  /** Id of the event that recorded it. */
  readonly event: string;
  readonly type: string;
  /** Ids of the events of its later days, by column position. */
  readonly later: Map<number, string>;
  /** Later days that were entered in error: the same day read again from an old export changes nothing. */
  readonly voidedLater: { at: number; value: Value }[];
  /** Personal data as last sealed; '' if it has none. */
  sealed: string;
  /** The record it took the place of, which stands again if this one turns out to be entered in error. */
  readonly replaces?: { number: string; record: LiveRecord };
}

/** A number: the record that stands under it, and the contents that were entered in error under it before. */
export interface Entry {
  live: LiveRecord | null;
  readonly voided: Value[][];
}

/** What one room knows of one customer, folded from its stream. */
export interface RoomState {
  /** Revision of the last event; -1 for a stream that does not exist. */
  revision: number;
  readonly entries: Map<RecordKind, Map<string, Entry>>;
  /** Numbers of the records that ever referred to a record, by the kind and number referred to. */
  readonly referring: Map<string, Map<string, { kind: RecordKind; number: string }[]>>;
  /** For what a room keeps beside its records (see RecordingRoom.evolveOther). */
  other: unknown;
}

/** The little of an event that folding needs. */
export interface FoldedEvent {
  readonly id: string;
  readonly type: string;
  readonly payload: JsonObject;
}

export const emptyState = (): RoomState => ({ revision: -1, entries: new Map(), referring: new Map(), other: null });

/** The record that stands under a number, or null. */
export function liveRecord(state: RoomState, kind: RecordKind, number: string): LiveRecord | null {
  return state.entries.get(kind)?.get(number)?.live ?? null;
}

/** Folds one event into the state, in place: states are private to the one decision they are folded for. */
export function evolve(room: RecordingRoom, state: RoomState, event: FoldedEvent): void {
  state.revision++;
  const { type, payload } = event;
  const main = room.mainEvents.get(type);
  if (main) return recorded(room, state, main, event);
  const later = room.laterEvents.get(type);
  if (later) {
    const live = liveRecord(state, later.kind, payload[later.kind.number] as string);
    if (!live) return;
    live.values[later.at] = payload[later.kind.columns[later.at].name] as string;
    live.later.set(later.at, event.id);
    return;
  }
  if (type === room.changed) return changed(room, state, payload);
  if (type === room.enteredInError && enteredInError(room, state, payload)) return;
  room.evolveOther?.(state, event);
}

export function entryOf(state: RoomState, kind: RecordKind, number: string): Entry {
  let numbers = state.entries.get(kind);
  if (!numbers) state.entries.set(kind, (numbers = new Map()));
  let entry = numbers.get(number);
  if (!entry) numbers.set(number, (entry = { live: null, voided: [] }));
  return entry;
}

function recorded(room: RecordingRoom, state: RoomState, kind: RecordKind, { id, type, payload }: FoldedEvent): void {
  const number = payload[kind.number] as string;
  let replaces: LiveRecord['replaces'];
  if (type === room.replaced) {
    const old = entryOf(state, kind, payload.replaces as string);
    if (old.live) {
      replaces = { number: payload.replaces as string, record: old.live };
      old.voided.push(old.live.values);
      old.live = null;
    }
  }
  entryOf(state, kind, number).live = {
    values: valuesOf(kind, payload),
    event: id,
    type,
    later: new Map(),
    voidedLater: [],
    sealed: (payload.personal as string | undefined) ?? '',
    replaces,
  };
  if (!kind.refers) return;
  let numbers = state.referring.get(kind.refers.kind);
  if (!numbers) state.referring.set(kind.refers.kind, (numbers = new Map()));
  const to = payload[kind.refers.column] as string;
  const list = numbers.get(to);
  if (list) list.push({ kind, number });
  else numbers.set(to, [{ kind, number }]);
}

function changed(room: RecordingRoom, state: RoomState, payload: JsonObject): void {
  const kind = room.kinds[0];
  const live = liveRecord(state, kind, payload[kind.number] as string);
  if (!live) return;
  const values = valuesOf(kind, payload);
  kind.columns.forEach((column, at) => {
    if (column.changes && values[at] !== null) live.values[at] = values[at];
  });
  if (payload.personal !== undefined) live.sealed = payload.personal as string;
}

/** False if the event voided is none of a record. */
function enteredInError(room: RecordingRoom, state: RoomState, payload: JsonObject): boolean {
  const type = payload.voided_type as string;
  const number = payload.document as string;
  const main = room.mainEvents.get(type);
  if (main) {
    const entry = entryOf(state, main, number);
    if (entry.live?.event !== payload.voided_event) return true;
    const { replaces, values } = entry.live;
    entry.voided.push(values);
    entry.live = null;
    if (replaces) restore(entryOf(state, main, replaces.number), replaces.record);
    return true;
  }
  const later = room.laterEvents.get(type);
  if (!later) return false;
  const live = liveRecord(state, later.kind, number);
  if (live && live.later.get(later.at) === payload.voided_event) {
    live.voidedLater.push({ at: later.at, value: live.values[later.at] });
    live.values[later.at] = null;
    live.later.delete(later.at);
  }
  return true;
}

/** A replacement entered in error never happened: what it replaced stands again, unless its number was taken anew. */
function restore(entry: Entry, record: LiveRecord): void {
  if (entry.live) return;
  const at = entry.voided.indexOf(record.values);
  if (at >= 0) entry.voided.splice(at, 1);
  entry.live = record;
}

/** The values of an event's payload, in the order of the kind's columns; later days are null. */
export function valuesOf(kind: RecordKind, payload: JsonObject): Value[] {
  let parts: string[] | undefined;
  let personal = 0;
  return kind.columns.map((column) => {
    if (column.personal) {
      parts ??= ((payload.personal_hash as string | undefined) ?? '').split('.');
      return parts[personal++] || null;
    }
    if (column.need === 'later') return null;
    if (column.type.name === 'money') return Number(payload[`${column.name}_fen`]);
    return (payload[column.name] as Value | undefined) ?? null;
  });
}
