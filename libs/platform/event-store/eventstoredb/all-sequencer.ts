import { observed } from '#platform/observing/observed.js';
import type { Connection } from './connection.js';
import { isAfter, isOfLedger } from './log-record.js';
import type { LogRecord } from './log-record.js';
import { readAllMessage } from './read-messages.js';
import { LogError, patiently } from './patience.js';
import type { LastNumbered, Positions } from './positions.js';
import { harmIn } from './harm.js';
import type { ReadAnswer } from './read-answer.js';
import type { RecentEvents } from './recent-events.js';

const BATCH = 4000;

type Timed = LogRecord & { readonly recordedMicros: bigint };

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
    private readonly recent: RecentEvents,
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
    let batch: Timed[] = [];
    // One batch is written while the next one is read.
    let writing = Promise.resolve(true);
    const write = async (): Promise<boolean> => {
      if (!(await writing)) return false;
      if (batch.length > 0) writing = this.#write(position, batch);
      // Awaited later; until then its failure must not count as unhandled.
      writing.catch(() => {});
      position += batch.length;
      batch = [];
      return true;
    };
    reading: for await (const answers of this.#readFrom(last)) {
      for (const record of answers) {
        if (record === null || record === 'confirmed') continue;
        if (last.place && !isAfter(record, last.place)) {
          found ||= !isAfter(last.place, record);
          continue;
        }
        if (!found) break reading;
        const harm = harmIn(record);
        if (harm && (await this.positions.noteHarm(record, harm.stream, harm.what))) this.onHarm(harm.stream, harm.what);
        if (!isOfLedger(record)) continue;
        if (record.createdMicros > recordedMicros) recordedMicros = record.createdMicros;
        batch.push({ ...record, recordedMicros });
        if (batch.length === BATCH && !(await write())) return null;
      }
    }
    if (!found) throw notThere(last);
    return (await write()) && (await writing) ? position : null;
  }

  async #write(after: number, batch: readonly Timed[]): Promise<boolean> {
    if (!(await this.positions.add(after, batch))) return false;
    batch.forEach(({ recordedMicros, metadata, data, type }, i) => this.recent.add({ position: after + 1 + i, recordedAt: timeText(recordedMicros), type, metadata, data }));
    return true;
  }

  async *#readFrom(last: LastNumbered): AsyncGenerator<ReadAnswer[]> {
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

/** As the table of positions gives it. */
function timeText(micros: bigint): string {
  const [whole] = new Date(Number(micros / 1000n)).toISOString().split('.');
  return `${whole}.${String(micros % 1_000_000n).padStart(6, '0')}Z`;
}
