import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Envelope, StoredEvent } from './event-store.js';

/** An event whose JSON is parsed when it is first looked at: many readers need only a part of it. */
class LoggedEvent implements StoredEvent {
  #envelope: Envelope | undefined;
  #payload: JsonObject | undefined;

  constructor(
    readonly position: number | null,
    readonly recordedAt: string | null,
    readonly envelopeBytes: string,
    readonly payloadBytes: string,
  ) {}

  get envelope(): Envelope {
    return (this.#envelope ??= JSON.parse(this.envelopeBytes) as Envelope);
  }

  get payload(): JsonObject {
    return (this.#payload ??= JSON.parse(this.payloadBytes) as JsonObject);
  }
}

export function loggedEvent(position: number | null, recordedAt: string | null, envelopeBytes: string, payloadBytes: string): StoredEvent {
  return new LoggedEvent(position, recordedAt, envelopeBytes, payloadBytes);
}
