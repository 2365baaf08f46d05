import type { ZodType } from 'zod';
import type { NewEvent } from './event-store.js';

/** What the log knows of an event type. Every room registers its own before it appends. */
export interface EventType {
  readonly type: string;
  readonly version: number;
  /** No actor, no correlation, no causation in the envelope, and ids that tell nothing (survey answers). */
  readonly unlinked?: boolean;
  /** Checked on every append if given. */
  readonly schema?: ZodType;
  /** Payload fields that hold ciphertext of personal data. */
  readonly personal?: readonly string[];
}

/** The types that may be appended. */
export class EventTypes {
  readonly #known = new Map<string, EventType>();

  constructor(types: readonly EventType[] = []) {
    this.register(types);
  }

  /** Throws if a type and version is registered twice with another meaning. */
  register(types: readonly EventType[]): void {
    for (const one of types) {
      const key = `${one.type}@${one.version}`;
      const known = this.#known.get(key);
      if (known && known !== one) throw new Error(`event type ${key} is registered twice`);
      this.#known.set(key, one);
    }
  }

  list(): EventType[] {
    return [...this.#known.values()];
  }

  /** The registered type of an event about to be appended. Throws a TypeError for an unknown one or a payload off its schema. */
  check(event: Pick<NewEvent, 'type' | 'version' | 'payload'>): EventType {
    const known = this.#known.get(`${event.type}@${event.version}`);
    if (!known) throw new TypeError(`event type ${event.type} version ${event.version} is not registered`);
    const issue = known.schema?.safeParse(event.payload).error?.issues[0];
    if (issue) throw new TypeError(`a ${event.type} cannot be appended: ${issue.path.join('.') || 'payload'}: ${issue.message}`);
    return known;
  }
}

/** A registry for tests and tools that takes any type as it comes. */
export class AnyEventType extends EventTypes {
  override check(event: Pick<NewEvent, 'type' | 'version' | 'payload'>): EventType {
    return this.list().some(({ type, version }) => type === event.type && version === event.version) ? super.check(event) : event;
  }
}
