import type { EventStore, StoredEvent } from '#platform/event-store/event-store.js';
import { Batching } from './batching.js';
import type { RecordingRoom } from './room.js';
import { emptyState, evolve } from './room-state.js';
import type { RoomState } from './room-state.js';

/** Loads the state of rooms; loads asked for at the same time share a query. */
export class StreamLoader {
  readonly #streams: Batching<string, StoredEvent[]>;

  constructor(private readonly store: EventStore) {
    this.#streams = new Batching(async (names) => {
      const found = await this.store.readStreams(names);
      return names.map((name) => found.get(name) ?? []);
    });
  }

  async state(room: RecordingRoom, customerNo: string): Promise<RoomState> {
    return folded(room, await this.#streams.ask(room.stream(customerNo)));
  }
}

/** The state a stream's events lead to. */
export function folded(room: RecordingRoom, events: readonly StoredEvent[]): RoomState {
  const state = emptyState();
  for (const event of events) evolve(room, state, { id: event.envelope.id, type: event.envelope.type, payload: event.payload });
  return state;
}
