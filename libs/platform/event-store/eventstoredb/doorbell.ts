import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { subscribeMessage } from './read-messages.js';

const RETRY_MS = 300;

/**
 * Rings when anybody, in any process, has written to $all. The live subscription only says that there is something: it
 * is read and numbered from the last position on, so that a subscriber which the server drops for being slow, or whose
 * connection breaks, has missed nothing when it subscribes again.
 */
export class Doorbell {
  #users = 0;
  #stop: AbortController | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly ring: () => void,
  ) {}

  /** Rings until the returned function is called. */
  hear(): () => void {
    if (this.#users++ === 0) {
      this.#stop = new AbortController();
      void this.#listen(this.#stop.signal);
    }
    return () => {
      if (--this.#users === 0) this.#stop?.abort();
    };
  }

  async #listen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const answers of this.connection.read(subscribeMessage(), signal)) if (answers.some((answer) => answer !== null)) this.ring();
      } catch {
        // Dropped, or no server: asked again below.
      }
      if (!signal.aborted) await pause(RETRY_MS);
    }
  }
}
