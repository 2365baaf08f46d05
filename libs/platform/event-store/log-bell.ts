import type pg from 'pg';

const RETRY_MS = 1000;

/**
 * Rings for those who follow the log whenever the sequencer has numbered something, here or in another process. One
 * connection for all of them, held while there are any. A ring may be lost with that connection: look at the log now
 * and then as well.
 */
export class LogBell {
  readonly #rings = new Set<() => void>();
  #client: pg.PoolClient | null = null;
  #connecting = false;

  constructor(private readonly pool: pg.Pool) {}

  /** Calls `ring` from now on; the returned function ends that. */
  hear(ring: () => void): () => void {
    this.#rings.add(ring);
    void this.#listen();
    return () => {
      this.#rings.delete(ring);
      if (this.#rings.size === 0) this.#drop();
    };
  }

  async #listen(): Promise<void> {
    if (this.#client || this.#connecting) return;
    this.#connecting = true;
    try {
      const client = await this.pool.connect();
      client.on('notification', () => this.#ring());
      client.on('error', () => this.#broken(client));
      this.#client = client;
      await client.query('LISTEN gridledger_log');
      this.#ring();
    } catch {
      this.#drop();
    } finally {
      this.#connecting = false;
    }
    if (this.#rings.size === 0) this.#drop();
    else if (!this.#client) setTimeout(() => void (this.#rings.size > 0 && this.#listen()), RETRY_MS).unref();
  }

  #broken(client: pg.PoolClient): void {
    if (this.#client !== client) return;
    this.#drop();
    this.#ring();
    if (this.#rings.size > 0) void this.#listen();
  }

  #ring(): void {
    for (const ring of this.#rings) ring();
  }

  // Not given back to the pool: it would go on listening.
  #drop(): void {
    const client = this.#client;
    this.#client = null;
    client?.release(true);
  }
}
