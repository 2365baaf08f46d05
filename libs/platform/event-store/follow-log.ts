import type { EventStore, FollowOptions, NumberedEvent } from './event-store.js';
import type { LogBell } from './log-bell.js';

/** A follower looks at the log this often when nothing rings. */
const POLL_MS = 2000;
const RETRY_MS = 500;

/**
 * EventStore.subscribe for any engine that numbers its log. Nothing is missed and nothing comes twice, because events
 * are read by their positions only; the bell merely says when to look.
 */
export async function* followLog(store: Pick<EventStore, 'settle' | 'head' | 'readAll'>, bell: LogBell, { after, types, signal, onError }: FollowOptions): AsyncGenerator<NumberedEvent[]> {
  let at = after;
  let rung = false;
  let wake = (): void => {};
  const ring = (): void => {
    rung = true;
    wake();
  };
  const waitFor = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  signal.addEventListener('abort', ring, { once: true });
  const stop = bell.hear(ring);
  // What a writer committed before it was killed is numbered by whoever looks next.
  let settle = true;
  try {
    while (!signal.aborted) {
      try {
        rung = false;
        const upTo = settle ? await store.settle() : (await store.head()).position;
        settle = false;
        for await (const page of store.readAll({ after: at, upTo, types })) {
          if (signal.aborted) return;
          at = page[page.length - 1].position;
          yield page;
        }
        at = Math.max(at, upTo);
        if (rung || signal.aborted) continue;
        await waitFor(POLL_MS);
        settle = !rung;
      } catch (error) {
        onError?.(error as Error);
        if (!signal.aborted) await waitFor(RETRY_MS);
      }
    }
  } finally {
    stop();
    signal.removeEventListener('abort', ring);
  }
}
