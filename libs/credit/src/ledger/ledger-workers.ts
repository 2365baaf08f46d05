import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TypePattern } from '#platform/event-store/quick-events.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Folded } from './fold-records.js';
import type { LedgerFrame, LedgerTask, LedgerWorkerData } from './ledger-worker.js';

const MOST_PAIRS = 4;

/**
 * Threads that fold and threads that judge, a pair for every two cores: the thread that reads and writes stays free for
 * whoever else the process serves. Each does one of the two, because the time in which the engine compiles what it runs
 * often is a good part of a short rebuild, and would be spent twice.
 */
export class LedgerWorkers {
  readonly #folding: ThreadPool;
  readonly #judging: ThreadPool;

  constructor(patterns: readonly TypePattern[]) {
    const pairs = Math.min(MOST_PAIRS, Math.max(1, Math.floor(availableParallelism() / 2)));
    this.#folding = new ThreadPool(pairs, { patterns });
    this.#judging = new ThreadPool(pairs, { patterns: [] });
  }

  /** How many parts can be worked on beside each other. */
  get count(): number {
    return this.#folding.size + this.#judging.size;
  }

  /** Folds the records of some customers, whose bytes are gone then. Throws what a thread threw, and then for ever. */
  fold(records: Uint8Array): Promise<Folded> {
    return this.#folding.run({ records }, [records.buffer as ArrayBuffer]);
  }

  /** The ledger's lines of case files' lines. Throws likewise. */
  judge(files: Uint8Array, frame: LedgerFrame): Promise<Uint8Array> {
    return this.#judging.run({ files, frame }, []);
  }

  async close(): Promise<void> {
    await Promise.all([this.#folding.close(), this.#judging.close()]);
  }
}

class ThreadPool {
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  #failed: ((error: Error) => void)[] = [];
  #failure: Error | null = null;

  constructor(readonly size: number, workerData: LedgerWorkerData) {
    // As compiled, also where a test runs the sources.
    const file = join(CHECKOUT, 'dist/libs/credit/src/ledger/ledger-worker.js');
    for (let i = 0; i < size; i++) {
      const worker = new Worker(file, { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 48 } });
      worker.on('error', (error) => this.#fail(error));
      worker.on('exit', () => this.#fail(new Error('a thread that builds the ledger has ended')));
      this.#workers.push(worker);
      this.#idle.push(worker);
    }
  }

  async run<Answer>(task: LedgerTask, transferred: ArrayBuffer[]): Promise<Answer> {
    const worker = this.#idle.pop() ?? (await this.#orFailure<Worker>((resolve) => this.#waiting.push(resolve)));
    const answer = await this.#orFailure<Answer>((resolve) => {
      worker.once('message', resolve);
      worker.postMessage(task, transferred);
    });
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
    return answer;
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
