import type pg from 'pg';

/**
 * Advisory lock: held shared by every process that has claims without their events yet, exclusively by whoever takes a
 * claim over. It goes with its connection, so that a process that dies leaves nothing behind.
 */
export const TAKE_OVER_LOCK = 7142320;

/** Holds the shared lock as long as at least one claim of this process is between its entry and its append. */
export class ClaimsUnderWay {
  #count = 0;
  #held: Promise<pg.PoolClient> | null = null;

  constructor(private readonly pool: pg.Pool) {}

  /** Call the function returned when the events are written, or will not be. */
  async enter(): Promise<() => void> {
    this.#count++;
    this.#held ??= this.#lock();
    try {
      await this.#held;
    } catch (error) {
      this.#leave();
      throw error;
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave();
    };
  }

  #leave(): void {
    if (--this.#count > 0) return;
    const held = this.#held;
    this.#held = null;
    void held?.then(
      (client) => client.query('SELECT pg_advisory_unlock_shared($1)', [TAKE_OVER_LOCK]).then(() => client.release(), (error: Error) => client.release(error)),
      () => {},
    );
  }

  async #lock(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock_shared($1)', [TAKE_OVER_LOCK]);
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}
