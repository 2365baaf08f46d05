import type pg from 'pg';
import { observed } from '#platform/observing/observed.js';
import { prepareAppend } from '../envelope.js';
import type { PreparedAppend } from '../envelope.js';
import { WrongExpectedRevision } from '../event-store.js';
import type { AppendRequest, AppendResult, FollowOptions, NumberedEvent, OpenEventStore, StoredEvent, StreamOptions } from '../event-store.js';
import type { EventTypes } from '../event-types.js';
import { followLog } from '../follow-log.js';
import { LogBell } from '../log-bell.js';
import type { TypePattern } from '../quick-events.js';
import { logRecord, type LogRecords, type RecordEvent } from '../log-record.js';
import { loggedEvent } from '../logged-event.js';
import { AllSequencer } from './all-sequencer.js';
import { Connection } from './connection.js';
import { Doorbell } from './doorbell.js';
import { refusedAppend } from './failure.js';
import { LogError, isFinal, patiently } from './patience.js';
import { Positions } from './positions.js';
import type { Numbered } from './positions.js';
import { numberedEvents, streamRecords } from './reading.js';
import { RecentEvents } from './recent-events.js';
import { StreamQueue } from './stream-queue.js';

const DEFAULT_PAGE = 2000;
const STREAMS_PER_QUERY = 1000;
const APPENDS_AT_A_TIME = 256;
const READS_AT_A_TIME = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface EventStoreDbOptions {
  /** esdb://… of the cluster. */
  readonly url: string;
  /** Where the read models live; the places of $all are numbered there. */
  readonly pool: pg.Pool;
  readonly types: EventTypes;
  /** Hears when something was done to a stream that must not be done to the ledger's; default: a process warning. */
  readonly onHarm?: (stream: string, what: string) => void;
}

/**
 * The log in an EventStoreDB cluster (docs/decisions/positions-on-eventstoredb.md). An append whose outcome is unknown
 * is repeated with its ids until the cluster answers. EventStoreDB holds ids apart within a stream only: an id that an
 * event of another stream has is not refused here.
 */
export class EventStoreDbEventStore implements OpenEventStore {
  readonly #connection: Connection;
  readonly #positions: Positions;
  readonly #recent: RecentEvents;
  readonly #sequencer: AllSequencer;
  readonly #bell: LogBell;
  readonly #doorbell: Doorbell;
  readonly #types: EventTypes;
  readonly #appends = new StreamQueue(APPENDS_AT_A_TIME);
  readonly #reads = new StreamQueue(READS_AT_A_TIME);
  #closed = false;

  constructor({ url, pool, types, onHarm = warn }: EventStoreDbOptions) {
    this.#connection = Connection.to(url);
    this.#positions = new Positions(pool);
    this.#recent = new RecentEvents(types);
    this.#sequencer = new AllSequencer(this.#connection, this.#positions, this.#recent, onHarm);
    this.#bell = new LogBell(pool);
    this.#doorbell = new Doorbell(this.#connection, () => this.#sequencer.wake());
    this.#types = types;
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    const prepared = prepareAppend(request, this.#types);
    if (this.#closed) throw new Error('the event store is closed');
    await observed('append', { events: prepared.ids.length, correlationId: request.context.correlationId }, () => this.#appends.add(prepared.stream, () => this.#writeForSure(prepared)));
    this.#sequencer.wake();
    return { stream: prepared.stream, revision: prepared.firstRevision + prepared.ids.length - 1, ids: prepared.ids };
  }

  async #write(prepared: PreparedAppend): Promise<void> {
    const answer = await this.#connection.append(prepared);
    if ('actual' in answer) throw wrongRevision(prepared, answer.actual);
    if ('failure' in answer) throw refusedAppend(prepared.stream, answer);
  }

  /** Repeats what may or may not have been written, under the same ids, until it is known. */
  async #writeForSure(prepared: PreparedAppend): Promise<void> {
    try {
      await patiently(() => this.#write(prepared), () => false);
    } catch (error) {
      if (isFinal(error)) throw error;
      throw new Error(`EventStoreDB does not answer: it is not known whether the append to stream ${prepared.stream} was written. Repeat it with the same ids.`, { cause: error });
    }
  }

  async readStream(stream: string, options: StreamOptions = {}): Promise<StoredEvent[]> {
    const { fromRevision = 0, toRevision = Infinity, recordedUntil, backwards = false, limit = Infinity } = options;
    if (limit <= 0 || toRevision < fromRevision) return [];
    const count = Math.min(limit, toRevision - fromRevision + 1);
    // The latest recorded one is found by its position only, so everything is read that may be before it.
    const most = recordedUntil === undefined && Number.isFinite(count) ? count : undefined;
    const from = backwards ? (Number.isFinite(toRevision) ? toRevision : 'end') : fromRevision;
    const records = await this.#read(stream, () => streamRecords(this.#connection, stream, { from, backwards, count: most }));
    const numbers = (await this.#positions.ofStreams([stream])).get(stream);
    return records
      .filter(({ revision }) => revision >= fromRevision && revision <= toRevision)
      .map((record) => stored(record, numbers?.get(record.revision), this.#types))
      .filter(({ recordedAt }) => recordedUntil === undefined || (recordedAt !== null && recordedAt <= recordedUntil))
      .slice(0, limit);
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    // With everything numbered the table knows which streams are there: the server is not asked for those that are not.
    await this.settle();
    const names = [...new Set(streams)];
    const found = new Map<string, StoredEvent[]>();
    for (let i = 0; i < names.length; i += STREAMS_PER_QUERY) {
      const numbers = await this.#positions.ofStreams(names.slice(i, i + STREAMS_PER_QUERY));
      await Promise.all([...numbers].map(async ([stream, ofStream]) => found.set(stream, this.#heldStream(ofStream) ?? (await this.#storedStream(stream, ofStream)))));
    }
    return found;
  }

  #heldStream(numbers: ReadonlyMap<number, Numbered>): StoredEvent[] | null {
    const events: StoredEvent[] = [];
    for (const { position } of numbers.values()) {
      const event = this.#recent.at(position);
      if (!event) return null;
      events.push(event);
    }
    return events;
  }

  async #storedStream(stream: string, numbers: ReadonlyMap<number, Numbered>): Promise<StoredEvent[]> {
    const records = await this.#read(stream, () => streamRecords(this.#connection, stream, { from: 'start' }));
    if (records.length < numbers.size) throw new LogError(`EventStoreDB no longer holds all of stream ${stream}: ${records.length} of ${numbers.size} events are left.`);
    return records.map((record) => stored(record, numbers.get(record.revision), this.#types));
  }

  async *readAll({ after, upTo, pageSize = DEFAULT_PAGE, types }: { after: number; upTo?: number; pageSize?: number; types?: readonly string[] }): AsyncGenerator<NumberedEvent[]> {
    const { position } = await this.head();
    const source = { connection: this.#connection, positions: this.#positions, recent: this.#recent, types: this.#types, isOver: () => this.#closed };
    let page: NumberedEvent[] = [];
    for await (const events of numberedEvents(source, { after, upTo: Math.min(upTo ?? position, position), types })) {
      for (let from = 0; from < events.length; ) {
        const some = events.slice(from, from + pageSize - page.length);
        from += some.length;
        page = page.length === 0 ? some : [...page, ...some];
        if (page.length < pageSize) break;
        yield page;
        page = [];
      }
    }
    if (page.length > 0) yield page;
  }

  async *readRecords({ after, upTo, types }: { after: number; upTo: number; types: readonly string[] }): AsyncGenerator<Buffer> {
    for await (const page of this.readAll({ after, upTo, types })) yield Buffer.concat(page.map(logRecord));
  }

  eventOfRecord(records: LogRecords): RecordEvent {
    return records.event(this.#types);
  }

  patterns(): TypePattern[] {
    return this.#types.patterns();
  }

  async *subscribe(options: FollowOptions): AsyncGenerator<NumberedEvent[]> {
    const stop = this.#doorbell.hear();
    try {
      yield* followLog(this, this.#bell, options);
    } finally {
      stop();
    }
  }

  async readEvent(id: string): Promise<StoredEvent | null> {
    if (!UUID.test(id)) return null;
    let place = await this.#positions.placeOf(id);
    if (!place) {
      await this.settle();
      place = await this.#positions.placeOf(id);
    }
    if (!place) return null;
    const { stream, revision } = place;
    const records = await this.#read(stream, () => streamRecords(this.#connection, stream, { from: revision, count: 1 }));
    return records.length === 0 ? null : stored(records[0], place, this.#types);
  }

  settle(): Promise<number> {
    return this.#sequencer.number();
  }

  head(): Promise<{ position: number; recordedAt: string | null }> {
    return this.#positions.head();
  }

  positionAt(instant: string): Promise<number> {
    return this.#positions.at(instant);
  }

  recordedTimes(positions: readonly number[]): Promise<Map<number, string>> {
    return this.#positions.times(positions);
  }

  /** What was done to the ledger's streams that must not be done, oldest first. */
  harms(): Promise<{ stream: string; what: string }[]> {
    return this.#positions.harms();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#appends.idle();
    await this.#sequencer.close();
    this.#connection.release();
  }

  #read<Result>(stream: string, work: () => Promise<Result>): Promise<Result> {
    return this.#reads.add(`${stream}\n${Math.random()}`, () => patiently(work, () => this.#closed));
  }
}

function wrongRevision({ stream, firstRevision }: PreparedAppend, actual: number | 'no_stream'): WrongExpectedRevision {
  return new WrongExpectedRevision(stream, firstRevision === 0 ? 'no_stream' : firstRevision - 1, actual);
}

function stored(record: { metadata: string; data: string }, numbered: { position: number; recordedAt: string } | undefined, types: EventTypes): StoredEvent {
  return loggedEvent(numbered?.position ?? null, numbered?.recordedAt ?? null, record.metadata, record.data, types);
}

function warn(stream: string, what: string): void {
  process.emitWarning(`EventStoreDB no longer holds the whole ledger: ${what} (${stream})`, 'LedgerHarmed');
}
