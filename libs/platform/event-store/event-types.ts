import type { ZodType } from 'zod';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Envelope, NewEvent } from './event-store.js';
import { payloadCheck, type PayloadCheck } from './payload-check.js';
import { payloadPattern } from './payload-pattern.js';
import type { TypePattern } from './quick-events.js';
import { UnreadableEvent } from './unreadable-event.js';

/** What the log knows of one version of an event type. Every room registers its own before it appends. */
export interface EventType {
  readonly type: string;
  /** 1, 2, 3 … without a gap; only the newest is written. */
  readonly version: number;
  /** Strict. Checked on every append and on every read. */
  readonly schema: ZodType;
  /** Makes the payload of the next version of this one; every version but the newest has it. Pure. */
  readonly upcast?: (payload: JsonObject) => JsonObject;
  /** No actor, no correlation, no causation in the envelope, and ids that tell nothing (survey answers). */
  readonly unlinked?: boolean;
  /** Payload fields that hold ciphertext of personal data. */
  readonly personal?: readonly string[];
  /** For people (docs/events): what it says, the room that writes it, the stream it lies in. */
  readonly meaning?: { readonly en: string; readonly zh: string };
  readonly room?: string;
  readonly stream?: string;
}

interface Version extends EventType {
  readonly fits: PayloadCheck;
}

/** The types that may be appended and read. */
export class EventTypes {
  /** The versions of each type, from 1 on. */
  readonly #known = new Map<string, readonly Version[]>();

  constructor(types: readonly EventType[] = []) {
    this.register(types);
  }

  /** All versions of a type at once. Throws if a type is registered twice with another meaning, or its chain of versions has a gap. */
  register(types: readonly EventType[]): void {
    const byType = new Map<string, EventType[]>();
    for (const one of types) byType.set(one.type, [...(byType.get(one.type) ?? []), one]);
    for (const [type, versions] of byType) {
      const known = this.#known.get(type);
      if (known && (known.length !== versions.length || versions.some((one) => known[one.version - 1]?.schema !== one.schema))) throw new Error(`event type ${type} is registered twice`);
      this.#known.set(type, known ?? chain(type, versions));
    }
  }

  /** Every version of every type. */
  list(): EventType[] {
    return [...this.#known.values()].flat();
  }

  /** How events of the newest versions are read without parsing, as far as their schemas allow it. */
  patterns(): TypePattern[] {
    return [...this.#known.values()].flatMap((versions) => {
      const { type, version, schema } = versions[versions.length - 1];
      const pattern = payloadPattern(schema);
      return pattern ? [{ type, version, ...pattern }] : [];
    });
  }

  /** The registered type of an event about to be appended. Throws a TypeError for an unknown one, an old version, or a payload off its schema. */
  check(event: Pick<NewEvent, 'type' | 'version' | 'payload'>): EventType {
    const versions = this.#known.get(event.type);
    const known = versions?.[event.version - 1];
    if (!versions || !known) throw new TypeError(`event type ${event.type} version ${event.version} is not registered`);
    if (known.version < versions.length) throw new TypeError(`a ${event.type} is written as version ${versions.length}, no longer as version ${known.version}`);
    const why = problem(known, event.payload);
    if (why) throw new TypeError(`a ${event.type} cannot be appended: ${why}`);
    return known;
  }

  /** The payload of a stored event, brought to the newest version of its type. Throws an UnreadableEvent. */
  read(envelope: Envelope, payloadBytes: string): JsonObject {
    const { type, version } = envelope;
    const versions = this.#known.get(type);
    if (!versions) throw unreadable('unknown-type', envelope, 'this release knows no such type');
    const stored = versions[version - 1];
    if (!stored) throw unreadable('unknown-version', envelope, `this release knows it up to version ${versions.length}`);
    let payload = parsed(envelope, payloadBytes);
    const why = problem(stored, payload);
    if (why) throw unreadable('off-schema', envelope, `its payload does not fit its type: ${why}`);
    if (version === versions.length) return payload;
    try {
      for (const one of versions.slice(version - 1, -1)) payload = one.upcast!(payload);
    } catch {
      throw unreadable('upcast-failed', envelope, `it could not be brought to version ${versions.length}`);
    }
    const after = problem(versions[versions.length - 1], payload);
    if (after) throw unreadable('upcast-failed', envelope, `brought to version ${versions.length} it does not fit: ${after}`);
    return payload;
  }
}

/** A registry for tests and tools that takes any type as it comes. */
export class AnyEventType extends EventTypes {
  override check(event: Pick<NewEvent, 'type' | 'version' | 'payload'>): EventType {
    return this.#registered(event.type) ? super.check(event) : { ...event, schema: ANYTHING };
  }

  override read(envelope: Envelope, payloadBytes: string): JsonObject {
    return this.#registered(envelope.type) ? super.read(envelope, payloadBytes) : parsed(envelope, payloadBytes);
  }

  #registered(name: string): boolean {
    return this.list().some(({ type }) => type === name);
  }
}

/** The versions of a type in order. */
function chain(type: string, versions: readonly EventType[]): Version[] {
  const inOrder = [...versions].sort((a, b) => a.version - b.version);
  inOrder.forEach((one, i) => {
    if (one.version !== i + 1) throw new Error(`event type ${type} has ${one.version === i ? `two of version ${i}` : `no version ${i + 1}`}: its versions are 1, 2, 3 … without a gap`);
    const newest = i === inOrder.length - 1;
    if (newest === (one.upcast !== undefined)) throw new Error(`event type ${type} version ${one.version} ${newest ? 'is the newest and cannot be brought to another' : `needs an upcast to version ${one.version + 1}`}`);
  });
  return inOrder.map((one) => ({ ...one, fits: payloadCheck(one.schema) }));
}

/** Why a payload does not fit, without its values; null if it does. */
function problem({ fits, schema }: Version, payload: JsonObject): string | null {
  if (fits(payload)) return null;
  const issue = schema.safeParse(payload).error?.issues[0];
  return issue ? `${issue.path.join('.') || 'payload'}: ${issue.message}` : null;
}

function parsed(envelope: Envelope, payloadBytes: string): JsonObject {
  let payload: unknown;
  try {
    payload = JSON.parse(payloadBytes);
  } catch {
    // The parser's own message quotes the text.
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw unreadable('payload-not-json', envelope, 'its payload is no JSON object');
  return payload as JsonObject;
}

function unreadable(reason: UnreadableEvent['reason'], { type, version, stream, revision }: Envelope, why: string): UnreadableEvent {
  return new UnreadableEvent(reason, `${type} version ${version}, revision ${revision} of stream ${stream}`, why);
}

const ANYTHING = { safeParse: (data: unknown) => ({ success: true, data }) } as unknown as ZodType;
