import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Sealer } from './sealer.js';

/** Leaves are gathered for so long: fewer, larger runs, and a moment's rest for whoever writes. Behind by more than a page, nothing is waited for. */
const GATHER_MS = 200;
const FULL_PAGE = 2000;
const RETRY_MS = 2000;

/** When a checkpoint is signed: so many events, or so many seconds, after the last; and when a day is closed. */
export interface CheckpointPolicy {
  readonly everyEvents: number;
  readonly everySeconds: number;
  /** The event types after which one is signed at once. */
  readonly after: readonly string[];
}

export interface Sealing {
  readonly store: Pick<EventStore, 'subscribe'>;
  readonly sealer: Pick<Sealer, 'seal' | 'sealPage'>;
  /** Signs a checkpoint of what is sealed. */
  readonly sign: () => Promise<unknown>;
  readonly policy: CheckpointPolicy;
  /** Milliseconds of a clock that never steps back. */
  readonly now: () => number;
  readonly onError: (error: Error) => void;
}

/** Seals behind the writers until the signal is aborted. A failure is reported and tried again; it never ends the loop. */
export async function keepSealing({ store, sealer, sign, policy, now, onError }: Sealing, signal: AbortSignal): Promise<void> {
  let signedAt = now();
  let signedSize = 0;
  let sealed = 0;
  const due = async (dayClosed: boolean): Promise<void> => {
    if (sealed === signedSize) {
      signedAt = now();
      return;
    }
    if (!dayClosed && sealed - signedSize < policy.everyEvents && now() - signedAt < policy.everySeconds * 1000) return;
    await sign();
    signedSize = sealed;
    signedAt = now();
  };
  let asked: Promise<void> = Promise.resolve();
  const clock = setInterval(() => (asked = due(false).catch(onError)), 1000);
  try {
    while (!signal.aborted) {
      try {
        sealed = await sealer.seal();
        await due(true);
        for await (const page of store.subscribe({ after: sealed, signal, onError })) {
          sealed = await sealer.sealPage(page);
          await due(policy.after.some((type) => page.some(({ envelopeBytes }) => envelopeBytes.includes(`,"type":"${type}",`))));
          if (page.length < FULL_PAGE) await sleep(GATHER_MS, undefined, { signal }).catch(() => {});
        }
      } catch (error) {
        onError(error as Error);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  } finally {
    clearInterval(clock);
    await asked;
  }
}
