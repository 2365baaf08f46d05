import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { LedgerWorkerData } from './ledger-worker.js';

const MOST_WORKERS = 4;

/** Threads that judge case files beside the one that reads them. */
export class LedgerWorkers {
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  #failed: ((error: Error) => void)[] = [];
  #failure: Error | null = null;

  constructor(workerData: LedgerWorkerData) {
    // As compiled, also where a test runs the sources.
    const file = join(CHECKOUT, 'dist/libs/credit/src/ledger/ledger-worker.js');
    for (let i = 0; i < Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - 1)); i++) {
      const worker = new Worker(file, { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 48 } });
      worker.on('error', (error) => this.#fail(error));
      worker.on('exit', () => this.#fail(new Error('a thread that judges case files has ended')));
      this.#workers.push(worker);
      this.#idle.push(worker);
    }
  }

  /** How many there are. */
  get count(): number {
    return this.#workers.length;
  }

  /** The ledger's lines of case files' lines. Throws what the thread threw, and then for ever. */
  async judge(caseFiles: Uint8Array): Promise<Uint8Array> {
    const worker = this.#idle.pop() ?? (await this.#orFailure<Worker>((resolve) => this.#waiting.push(resolve)));
    const rows = await this.#orFailure<Uint8Array>((resolve) => {
      worker.once('message', resolve);
      worker.postMessage(caseFiles);
    });
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
    return rows;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #orFailure<Value>(start: (resolve: (value: Value) => void) => void): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#failed.push(reject);
      start((value) => {
        this.#failed = this.#failed.filter((one) => one !== reject);
        resolve(value);
      });
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const reject of this.#failed.splice(0)) reject(this.#failure);
  }
}
