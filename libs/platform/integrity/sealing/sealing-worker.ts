import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '#platform/config/clock.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import type { EventStore, FollowOptions, NumberedEvent } from '#platform/event-store/event-store.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { checkKeyInOffice } from '../checkpoints/key-in-office.js';
import { latestCheckpoint } from '../checkpoints/checkpoint-table.js';
import { SigningKeyFile } from '../checkpoints/signing-key-file.js';
import type { SigningKeySettings } from '../checkpoints/signing-key-file.js';
import { keepSealing } from './keep-sealing.js';
import type { CheckpointPolicy } from './keep-sealing.js';
import { Sealer } from './sealer.js';

/** What the thread is started with. */
export interface SealingWorkerData {
  /** The database, as the application's role. */
  readonly url: string;
  readonly keys: SigningKeySettings;
  readonly policy: CheckpointPolicy;
}

/** What the thread tells. */
export type SealingNews = { readonly kind: 'sealed'; readonly position: number } | { readonly kind: 'signed' } | { readonly kind: 'failed'; readonly message: string };

const LOOK_MS = 100;

// A thread that seals a log on PostgreSQL, with connections of its own, until it is sent any message.
const { url, keys, policy } = workerData as SealingWorkerData;
const tell = (news: SealingNews): void => parentPort!.postMessage(news);
const stop = new AbortController();
parentPort!.once('message', () => stop.abort());

const pool = openPool(url, { name: 'gridledger sealer', connections: 4 });
const log = new PostgresEventStore(pool, new AnyEventType(), systemClock);
// It reads what is numbered and numbers nothing itself: recorded times are given by the clock of those who write. And it
// looks now and then instead of being rung for: writers would pay for each ring.
const store = {
  readAll: (options: Parameters<EventStore['readAll']>[0]) => log.readAll(options),
  settle: async () => (await log.head()).position,
  async *subscribe({ after, signal, onError }: FollowOptions): AsyncGenerator<NumberedEvent[]> {
    for (let at = after; !signal.aborted; ) {
      try {
        for await (const page of log.readAll({ after: at })) {
          at = page[page.length - 1].position;
          yield page;
        }
      } catch (error) {
        onError?.(error as Error);
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
    }
  },
};
const sealer = new Sealer(pool, store);
const sealed = (position: number): number => {
  tell({ kind: 'sealed', position });
  return position;
};
await keepSealing(
  {
    store,
    sealer: { seal: async () => sealed(await sealer.seal()), sealPage: async (page) => sealed(await sealer.sealPage(page)) },
    sign: async () => {
      // Read anew each time: another process may have brought a new key into office.
      const key = new SigningKeyFile(keys).key();
      checkKeyInOffice(key, await latestCheckpoint(pool));
      await sealer.checkpoint(key);
      tell({ kind: 'signed' });
    },
    policy,
    now: () => performance.now(),
    onError: ({ message }) => tell({ kind: 'failed', message }),
  },
  stop.signal,
);
await pool.end();
parentPort!.close();
