import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { observed } from '#platform/observing/observed.js';
import type { Connection } from './connection.js';
import { isAfter, isOfLedger, logRecord } from './log-record.js';
import type { LogRecord } from './log-record.js';
import { readAllMessage } from './messages.js';
import { LogError, patiently } from './patience.js';
import type { LastNumbered, Positions } from './positions.js';
import { harmIn } from './harm.js';

const BATCH = 2000;

/**
 * Gives the events of $all their positions and recorded times: a position is an event's rank among the ledger's
 * events in the order of $all, its time the latest that the server gave to it or to any before it. Both follow from
 * $all alone, so it does not matter who numbers, or how often the numbers are made anew.
 */
export class AllSequencer {
  #running: Promise<number> | null = null;
  #next: Promise<number> | null = null;
  #closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly positions: Positions,
    private readonly onHarm: (stream: string, what: string) => void,
  ) {}

  /** Resolves to the last position once everything that was acknowledged before the call has one. */
  number(): Promise<number> {
    if (!this.#running) {
      this.#running = observed('sequence', {}, () => patiently(() => this.#number(), () => this.#closed)).finally(() => (this.#running = null));
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => 0)
      .then(() => {
        this.#next = null;
        return this.number();
      });
    return this.#next;
  }

  /** The same without waiting: whatever fails now is done by the next call. */
  wake(): void {
    if (!this.#closed) this.number().catch(() => {});
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#running || this.#next) await (this.#next ?? this.#running)?.catch(() => {});
  }

  async #number(): Promise<number> {
    for (;;) {
      const position = await this.#numberFromLast();
      if (position !== null) return position;
    }
  }

  /** The last position, or null if another process numbered meanwhile: then from its last one on. */
  async #numberFromLast(): Promise<number | null> {
    const last = await this.positions.last();
    let { position, recordedMicros } = last;
    let found = last.place === null;
    let batch: (LogRecord & { recordedMicros: bigint })[] = [];
    const write = async (): Promise<boolean> => {
      const done = batch.length === 0 || (await this.positions.add(position, batch));
      position += batch.length;
      batch = [];
      return done;
    };
    for await (const answer of this.#readFrom(last)) {
      const event = answer.getEvent()?.getEvent();
      if (!event) continue;
      const record = logRecord(event);
      if (last.place && !isAfter(record, last.place)) {
        found ||= !isAfter(last.place, record);
        continue;
      }
      if (!found) break;
      const harm = harmIn(record);
      if (harm && (await this.positions.noteHarm(record, harm.stream, harm.what))) this.onHarm(harm.stream, harm.what);
      if (!isOfLedger(record)) continue;
      if (record.createdMicros > recordedMicros) recordedMicros = record.createdMicros;
      batch.push({ ...record, recordedMicros });
      if (batch.length === BATCH && !(await write())) return null;
    }
    if (!found) throw notThere(last);
    return (await write()) ? position : null;
  }

  async *#readFrom(last: LastNumbered): AsyncGenerator<ReadResp> {
    try {
      yield* this.connection.read(readAllMessage(last.place));
    } catch (error) {
      // A place in the middle of a record is not "not found" to the server.
      if (last.place && /ReadAllResult/.test((error as Error).message)) throw notThere(last);
      throw error;
    }
  }
}

/** Another cluster, or one from which events were removed: to number on would give old positions to other events. */
function notThere({ position }: LastNumbered): LogError {
  return new LogError(`The EventStoreDB does not hold event ${position} of this database's log where it was: it is another cluster, or events were deleted from it.`);
}
