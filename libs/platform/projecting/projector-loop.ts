import pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from './projector.js';

/** Looks at the log this often when nothing wakes it: a notification may be lost with its connection. */
const POLL_MS = 2000;
const RETRY_MS = 1000;

/**
 * Keeps read models up to the log until the signal is aborted: woken by the sequencer's notifications, and by itself
 * now and then. A failure is reported and tried again; it never ends the loop.
 */
export async function keepProjecting(
  { projector, store, pool, onError }: { projector: Projector; store: EventStore; pool: pg.Pool; onError: (error: Error) => void },
  signal: AbortSignal,
): Promise<void> {
  const bell = new Bell(signal);
  let listener: pg.PoolClient | null = null;
  let listenerBroke: Error | null = null;
  try {
    while (!signal.aborted) {
      try {
        if (listenerBroke) {
          listener?.release(listenerBroke);
          listener = listenerBroke = null;
        }
        if (!listener) {
          listener = await pool.connect();
          listener.on('notification', () => bell.ring());
          listener.on('error', (error) => {
            listenerBroke = error;
            bell.ring();
          });
          await listener.query('LISTEN gridledger_log');
        }
        await store.settle();
        await projector.catchUp();
        await bell.rung(POLL_MS);
      } catch (error) {
        onError(error as Error);
        await bell.rung(RETRY_MS, true);
      }
    }
  } finally {
    listener?.release(listenerBroke ?? true);
  }
}

/** Remembers that it was rung while nobody was waiting. */
class Bell {
  #ringing = false;
  #wake: (() => void) | null = null;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  ring(): void {
    this.#ringing = true;
    this.#wake?.();
  }

  async rung(milliseconds: number, deaf = false): Promise<void> {
    if ((!this.#ringing || deaf) && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          if (deaf && !this.signal.aborted) return;
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#ringing = false;
  }
}
