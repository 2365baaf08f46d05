import type { EventType } from '#platform/event-store/event-types.js';
import type { RecordingCommand } from './commands/command-description.js';
import type { RecordingRoom } from './room.js';

/** Everything a room that records brings along; its `<room>.module.ts` lists it. */
export interface RecordedRoom {
  readonly room: RecordingRoom;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
  readonly commands: readonly RecordingCommand<any>[];
  readonly eventTypes: readonly EventType[];
}
