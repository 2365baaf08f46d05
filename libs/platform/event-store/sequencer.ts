import type pg from 'pg';
import type { Clock } from '#platform/config/clock.js';
import { observed } from '#platform/observing/observed.js';

/**
 * After a numbering that nobody waits for, the next such one comes so much later: each is a commit of its own, and
 * writers would share the disk with one for every append.
 */
const PAUSE_MS = 4;

/**
 * Numbers committed events (see migrations/001-event-log.sql). At most one numbering is under way per process, and all
 * who ask while one runs share the next.
 */
export class Sequencer {
  #running: Promise<number> | null = null;
  #next: Promise<number> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lastStart = -Infinity;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Resolves to the last position once everything that was committed before the call is numbered. */
  number(): Promise<number> {
    if (!this.#running) {
      this.#running = observed('sequence', {}, () => this.#number()).finally(() => (this.#running = null));
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

  /** The same soon and without waiting: whatever fails now is done by the next call. */
  wake(): void {
    if (this.#timer) return;
    const pause = this.#lastStart + PAUSE_MS - performance.now();
    if (pause <= 0 && !this.#running) this.number().catch(() => {});
    else this.#timer = setTimeout(() => this.#ring(), Math.max(1, pause));
  }

  #ring(): void {
    this.#timer = null;
    this.number().catch(() => {});
  }

  /** Does what is due and waits for what is under way. */
  async idle(): Promise<void> {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#ring();
    }
    while (this.#running || this.#next) await (this.#next ?? this.#running)?.catch(() => {});
  }

  async #number(): Promise<number> {
    this.#lastStart = performance.now();
    const { rows } = await this.pool.query<{ last_position: string }>({
      name: 'number_events',
      text: 'SELECT last_position FROM number_events($1)',
      values: [String(this.clock.nowMicros())],
    });
    return Number(rows[0].last_position);
  }
}
