import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Value } from './column-type.js';
import type { RecordKind, Row } from './record-kind.js';
import type { RecordingRoom } from './room.js';
import { liveRecord } from './room-state.js';
import type { RoomState } from './room-state.js';

/** An event that a decision produced, with the row it came from (personal data still has to be sealed into it). */
export interface DecidedEvent {
  readonly event: NewEvent;
  readonly row: Row;
}

/** A number whose rows of this batch were accepted. */
export interface Accepted {
  readonly kind: RecordKind;
  readonly number: string;
  /** All its rows; the first stands for them in messages. */
  readonly rows: readonly Row[];
  /** The values as they stand afterwards. */
  readonly values: readonly Value[];
  /** False if the record stood before and only a later day or a change is new. */
  readonly fresh: boolean;
  readonly events: readonly DecidedEvent[];
}

/** The state before a batch together with what of the batch is accepted so far. */
export class Working {
  readonly accepted = new Map<RecordKind, Map<string, Accepted>>();
  /** Numbers refused in this batch. */
  readonly refused = new Map<RecordKind, Set<string>>();

  constructor(
    readonly room: RecordingRoom,
    readonly state: RoomState,
  ) {}

  accept(accepted: Accepted): void {
    let numbers = this.accepted.get(accepted.kind);
    if (!numbers) this.accepted.set(accepted.kind, (numbers = new Map<string, Accepted>()));
    numbers.set(accepted.number, accepted);
  }

  refuse(kind: RecordKind, number: string): void {
    this.accepted.get(kind)?.delete(number);
    let numbers = this.refused.get(kind);
    if (!numbers) this.refused.set(kind, (numbers = new Set()));
    numbers.add(number);
  }

  /** The values that stand under a number, of this batch or before; null if none do. */
  values(kind: RecordKind, number: string): readonly Value[] | null {
    return this.accepted.get(kind)?.get(number)?.values ?? liveRecord(this.state, kind, number)?.values ?? null;
  }

  kind(name: string): RecordKind {
    const kind = this.room.byKind.get(name);
    if (!kind) throw new Error(`the room ${this.room.name} has no records of kind ${name}`);
    return kind;
  }
}
