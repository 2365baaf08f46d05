import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { SealingNews, SealingWorkerData } from './sealing-worker.js';

const RETRY_MS = 2000;

export interface SealingHearer {
  readonly onError: (error: Error) => void;
  /** A checkpoint was signed. */
  readonly onSigned: () => void;
  /** The tree reaches so far. */
  readonly onSealed?: (position: number) => void;
}

/**
 * keepSealing in a thread of its own, so that whoever writes does not wait while leaves are hashed and collected. For a
 * log on PostgreSQL. A thread that ends before it is told to is reported and started again.
 */
export async function sealInThread(workerData: SealingWorkerData, hearer: SealingHearer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await oneThread(workerData, hearer, signal).catch(hearer.onError);
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

function oneThread(workerData: SealingWorkerData, { onError, onSigned, onSealed }: SealingHearer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // As compiled, also where a test runs the sources.
    const worker = new Worker(join(CHECKOUT, 'dist/libs/platform/integrity/sealing/sealing-worker.js'), { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 48 } });
    const stop = (): void => worker.postMessage('stop');
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (news: SealingNews) => {
      if (news.kind === 'failed') onError(new Error(news.message));
      else if (news.kind === 'signed') onSigned();
      else onSealed?.(news.position);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) resolve();
      else reject(new Error(`The thread that seals the log has ended (${code}); it is started again.`));
    });
    if (signal.aborted) stop();
  });
}
