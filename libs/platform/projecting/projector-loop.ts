import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { LogBell } from '#platform/event-store/log-bell.js';
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
  await keepUp(new LogBell(pool), onError, signal, async () => {
    await store.settle();
    await projector.follow();
  });
}

/** After work that the bell cuts into, it rests four times as long as the work took, but no longer than this. */
const LONGEST_REST_MS = 1000;

/**
 * Does `work` whenever the bell has rung since it last began, and each two seconds; once more after a failure. Under a
 * steady stream of events it rests longer than it works, so that those who wait for an answer get their share. Never throws.
 */
export async function keepUp(bell: LogBell, onError: (error: Error) => void, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  let rung = false;
  let wake = (): void => {};
  const stop = bell.hear(() => {
    rung = true;
    wake();
  });
  try {
    while (!signal.aborted) {
      rung = false;
      try {
        const began = performance.now();
        await work();
        if (rung) await wait(Math.min(4 * (performance.now() - began), LONGEST_REST_MS), undefined, { signal }).catch(() => undefined);
        const woken = new AbortController();
        wake = () => woken.abort();
        if (!rung) await wait(POLL_MS, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => undefined);
      } catch (error) {
        onError(error as Error);
        await wait(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  } finally {
    stop();
  }
}
