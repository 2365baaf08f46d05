import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Envelope, StoredEvent } from './event-store.js';
import { AnyEventType, type EventTypes } from './event-types.js';
import { UnreadableEvent } from './unreadable-event.js';

const ANY = new AnyEventType();

/**
 * An event whose JSON is parsed when it is first looked at: many readers need only a part of it. The payload is looked
 * at through the registered types: checked, and brought to their newest version, while the bytes stay as written.
 */
class LoggedEvent implements StoredEvent {
  #envelope: Envelope | undefined;
  #payload: JsonObject | undefined;

  constructor(
    readonly position: number | null,
    readonly recordedAt: string | null,
    readonly envelopeBytes: string,
    readonly payloadBytes: string,
    private readonly types: EventTypes,
  ) {}

  get envelope(): Envelope {
    return (this.#envelope ??= parsed(this.envelopeBytes, this.position));
  }

  get payload(): JsonObject {
    return (this.#payload ??= this.types.read(this.envelope, this.payloadBytes));
  }

  get unreadable(): UnreadableEvent | null {
    try {
      return this.payload && null;
    } catch (error) {
      if (error instanceof UnreadableEvent) return error;
      throw error;
    }
  }
}

/** An event as it was stored; without `types` its payload is taken as it comes. */
export function loggedEvent(position: number | null, recordedAt: string | null, envelopeBytes: string, payloadBytes: string, types: EventTypes = ANY): StoredEvent {
  return new LoggedEvent(position, recordedAt, envelopeBytes, payloadBytes, types);
}

function parsed(bytes: string, position: number | null): Envelope {
  try {
    const envelope = JSON.parse(bytes) as Partial<Envelope> | null;
    if (typeof envelope?.id === 'string' && typeof envelope.type === 'string' && typeof envelope.version === 'number' && typeof envelope.stream === 'string' && Array.isArray(envelope.customers)) return envelope as Envelope;
  } catch {
    // The parser's own message quotes the text.
  }
  throw new UnreadableEvent('envelope', position === null ? 'not numbered yet' : `position ${position}`, 'its envelope is not that of an event');
}
