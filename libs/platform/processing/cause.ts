import type { NumberedEvent, Origin } from '#platform/event-store/event-store.js';
import { keysOf } from '#platform/projecting/keys.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';

/** What a command or a timer follows from, as it is kept beside it. */
export interface Cause {
  readonly eventId: string;
  readonly position: number;
  readonly origin: Origin;
  readonly correlationId: string;
  /** Names it among all causes of a process: the event, or the timer that the event had set. */
  readonly name: string;
}

export function causeOf(event: NumberedEvent): Cause {
  const { id, origin, correlationId } = event.envelope;
  return { eventId: id, position: event.position, origin, correlationId: correlationId ?? id, name: id };
}

export const keyOf = (event: NumberedEvent): string => keysOf(event)[0];

/** A command that waits to be given. */
export interface CommandTask {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}
