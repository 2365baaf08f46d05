import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { LogRecords, RecordEvent } from './log-record.js';
import type { TypePattern } from './quick-events.js';
import type { UnreadableEvent } from './unreadable-event.js';

/** Where a fact came from. Nothing ever acts outward (an invitation, a reminder) on `import` or `simulation`. */
export type Origin = 'live' | 'import' | 'simulation';

/** What a decision produces; stream and revision are added when it is written. */
export interface NewEvent {
  readonly type: string;
  readonly version: number;
  /** The day the fact occurred, `YYYY-MM-DD`, local to the supplier. */
  readonly occurredOn: string;
  /** The customers it concerns, by customer_no; empty for facts about nobody (an edition, a closed day). */
  readonly customers: readonly string[];
  readonly payload: JsonObject;
}

/**
 * Who speaks, and in what chain. Kept with every event, except those of a type declared *unlinked*, which carry no
 * actor, no correlation and no causation.
 */
export interface WriteContext {
  readonly actor: string;
  readonly origin: Origin;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The envelope, exactly as it is written (RFC 8785). Position and recorded time are given by the log, beside it. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly stream: string;
  readonly revision: number;
  readonly occurredOn: string;
  readonly customers: readonly string[];
  readonly origin: Origin;
  readonly recordedBy?: string;
  readonly correlationId?: string;
  readonly causationId?: string | null;
}

/** An event as it stands in the log. */
export interface StoredEvent<Payload = JsonObject> {
  /** 1, 2, 3 … in the order of the log; null in a stream read while the event is committed but not yet numbered. */
  readonly position: number | null;
  /** `YYYY-MM-DDTHH:MM:SS.ffffffZ`; given together with the position, later than its predecessor batch's. */
  readonly recordedAt: string | null;
  readonly envelope: Envelope;
  /** Brought to the newest version of its type; `envelope.version` tells in which it was written. */
  readonly payload: Payload;
  /** The bytes that were written, never re-serialised. */
  readonly envelopeBytes: string;
  readonly payloadBytes: string;
  /** Why it cannot be read (see unreadable-event.ts): looking at its payload throws this. Null for almost all. */
  readonly unreadable?: UnreadableEvent | null;
}

/** An event read through the log's order: always numbered. */
export interface NumberedEvent<Payload = JsonObject> extends StoredEvent<Payload> {
  readonly position: number;
  readonly recordedAt: string;
}

/** `no_stream`: the stream must not exist. A number: the revision of its last event, the first being 0. */
export type ExpectedRevision = number | 'no_stream';

export interface AppendRequest {
  readonly stream: string;
  readonly expectedRevision: ExpectedRevision;
  readonly events: readonly NewEvent[];
  readonly context: WriteContext;
  /** Ids for the events, one each, to repeat an append whose reply was lost; made by the store if left out. */
  readonly ids?: readonly string[];
}

export interface AppendResult {
  readonly stream: string;
  /** Revision of the last event written. */
  readonly revision: number;
  readonly ids: readonly string[];
}

/** The stream had moved on. Nothing was written: load it again and decide again. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`stream ${stream} is at revision ${actual}, not at ${expected}`);
  }
}

/** The most one append may hold, envelope and payload bytes together: EventStoreDB takes no more. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** Which part of a stream to read; all of it if left out. */
export interface StreamOptions {
  /** The lowest and the highest revision wanted. */
  readonly fromRevision?: number;
  readonly toRevision?: number;
  /** Only what was recorded at or before this instant (RFC 3339, UTC, six decimals). */
  readonly recordedUntil?: string;
  /** Newest first. */
  readonly backwards?: boolean;
  /** At most so many, counted from where reading begins. */
  readonly limit?: number;
}

export interface FollowOptions {
  /** The last position already known. */
  readonly after: number;
  readonly types?: readonly string[];
  /** Ends the subscription. */
  readonly signal: AbortSignal;
  /** Hears of every failure; the subscription goes on from where it was. */
  readonly onError?: (error: Error) => void;
}

/** The log as its owner holds it. */
export interface OpenEventStore extends EventStore {
  /** Refuses further appends, waits for those under way and for their numbering. End subscriptions before. */
  close(): Promise<void>;
}

/**
 * The log. Guarantees: an acknowledged append is committed; revisions of a stream are 0, 1, 2 …; positions are gapless
 * and a reader never passes an event that becomes visible later; bytes come back as they were written.
 * Not guaranteed: that an appended event already has a position when append returns (call `settle`).
 */
export interface EventStore {
  /** Appends to one stream. Throws WrongExpectedRevision, or RangeError above MAX_APPEND_BYTES. Concurrent calls may share a transaction. */
  append(request: AppendRequest): Promise<AppendResult>;
  /** The events of one stream, or a part of it, oldest first unless `backwards`; empty if there is none. */
  readStream(stream: string, options?: StreamOptions): Promise<StoredEvent[]>;
  /** The same for many streams at once; streams that do not exist are absent. */
  readStreams(streams: readonly string[]): Promise<Map<string, StoredEvent[]>>;
  /** Pages of numbered events with `after` < position ≤ `upTo`, in order, of the given types only; ends when there are no more. */
  readAll(options: { after: number; upTo?: number; pageSize?: number; types?: readonly string[] }): AsyncIterable<NumberedEvent[]>;
  /**
   * The same events as bytes, for those who build a read model from the whole log and read only what they need: blocks
   * of whole records (log-record.ts), in the order of the log by and large only.
   */
  readRecords(options: { after: number; upTo: number; types: readonly string[] }): AsyncIterable<Buffer>;
  /** The event of the record that `records` is at. Throws an UnreadableEvent. */
  eventOfRecord(records: LogRecords): RecordEvent;
  /** How most of these events are read without parsing (quick-events.ts), also in a thread that knows no types. */
  patterns(): TypePattern[];
  /**
   * Pages of all numbered events after a position, in order, without gap or repetition: first those that are there,
   * then the new ones as they come. Ends only when the signal is aborted or the reader leaves; outlives lost
   * connections. A page may be the last one for long: it is as large as what there was.
   */
  subscribe(options: FollowOptions): AsyncIterable<NumberedEvent[]>;
  /** The event with that id, or null. */
  readEvent(id: string): Promise<StoredEvent | null>;
  /** Numbers what is committed; resolves to the last position. After it, everything acknowledged before has one. */
  settle(): Promise<number>;
  /** The last position and its recorded time; position 0 and null in an empty log. */
  head(): Promise<{ position: number; recordedAt: string | null }>;
  /** The last position recorded at or before an instant (RFC 3339, UTC, six decimals); 0 if there is none. */
  positionAt(instant: string): Promise<number>;
  /** Recorded times of positions. */
  recordedTimes(positions: readonly number[]): Promise<Map<number, string>>;
}
