import { writeBatch } from './append-batch.js';
import type { PreparedAppend } from './envelope.js';
import type { Outcome } from './append-batch.js';
import type pg from 'pg';

/** Events one transaction takes at most: an append's share of the number range (migrations/001-event-log.sql). */
const MAX_BATCH_EVENTS = 8000;
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
/** While one batch is being committed the next one is already on its way. */
const MAX_BATCHES_UNDER_WAY = 2;

interface Waiting {
  readonly append: PreparedAppend;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects the appends of this process and writes as many as are waiting in one transaction. A lone append goes out at
 * once; under load the batches grow by themselves. Appends to one stream keep their order: each goes
 * into a batch after the one before it has committed.
 */
export class AppendQueue {
  #waiting: Waiting[] = [];
  #underWay = new Set<Promise<void>>();
  readonly #busyStreams = new Set<string>();
  #scheduled = false;
  #closed = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly onCommitted: () => void,
  ) {}

  /** Resolves when the append has committed; rejects with the reason it was refused. */
  add(append: PreparedAppend): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the event store is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, resolve, reject });
      this.#schedule();
    });
  }

  /** Refuses further appends and waits for those under way. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#underWay.size > 0 || this.#waiting.length > 0) await (this.#underWay.size > 0 ? Promise.race(this.#underWay) : new Promise(setImmediate));
  }

  // Everything appended in the same turn of the event loop shares a batch.
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    while (this.#waiting.length > 0 && this.#underWay.size < MAX_BATCHES_UNDER_WAY) {
      const batch = this.#take();
      if (batch.length === 0) return;
      const work = this.#write(batch).finally(() => {
        this.#underWay.delete(work);
        for (const { append } of batch) this.#busyStreams.delete(append.stream);
        if (this.#waiting.length > 0) this.#schedule();
      });
      this.#underWay.add(work);
    }
  }

  #take(): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    let events = 0;
    let bytes = 0;
    for (let i = 0; i < this.#waiting.length; i++) {
      const one = this.#waiting[i];
      const { stream } = one.append;
      const full = batch.length > 0 && (events + one.append.ids.length > MAX_BATCH_EVENTS || bytes + one.append.bytes > MAX_BATCH_BYTES);
      if (full) {
        left.push(...this.#waiting.slice(i));
        break;
      }
      if (this.#busyStreams.has(stream)) {
        left.push(one);
        continue;
      }
      this.#busyStreams.add(stream);
      events += one.append.ids.length;
      bytes += one.append.bytes;
      batch.push(one);
    }
    this.#waiting = left;
    return batch;
  }

  async #write(batch: Waiting[]): Promise<void> {
    let outcomes: Outcome[];
    try {
      outcomes = await writeBatch(this.pool, batch.map(({ append }) => append));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    this.onCommitted();
    batch.forEach(({ resolve, reject }, i) => (outcomes[i] === 'committed' ? resolve() : reject(outcomes[i])));
  }
}
