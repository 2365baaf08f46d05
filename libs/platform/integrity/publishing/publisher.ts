import { createHash } from 'node:crypto';
import type pg from 'pg';
import { checkpointsAfter } from '../checkpoints/checkpoint-table.js';
import { publishCheckpoints } from './publish-checkpoint.js';
import { publishingTarget } from './publishing-target.js';
import type { PublishingTarget } from './publishing-target.js';

const RETRY_MS = 30_000;
const AT_A_TIME = 200;

export interface PublishingFailure {
  readonly target: string;
  readonly message: string;
}

/** Gives every checkpoint to every place that is configured, in order, each until it has taken it. */
export class Publisher {
  readonly targets: readonly PublishingTarget[];
  #wake = (): void => {};

  constructor(
    private readonly pool: pg.Pool,
    targets: readonly string[],
  ) {
    this.targets = targets.map(publishingTarget);
  }

  /** Looks for new checkpoints soon, where `keep` runs. */
  wake(): void {
    this.#wake();
  }

  /** Publishes all that is new. What fails is told, and is new the next time. */
  async publish(): Promise<PublishingFailure[]> {
    const results = await Promise.all(this.targets.map((target) => this.#give(target).then(() => null, (error: Error) => ({ target: target.name, message: error.message }))));
    return results.filter((one): one is PublishingFailure => one !== null);
  }

  /** Publishes what comes until the signal is aborted. */
  async keep(onError: (error: Error) => void, signal: AbortSignal): Promise<void> {
    while (this.targets.length > 0 && !signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RETRY_MS);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.#wake, { once: true });
      });
      for (const { target, message } of await this.publish()) onError(new Error(`A checkpoint was not published to ${target} and will be tried again: ${message}`));
      await woken;
    }
  }

  async #give(target: PublishingTarget): Promise<void> {
    const id = createHash('sha256').update(`${target.kind}:${target.place}`).digest('hex');
    for (;;) {
      const { rows } = await this.pool.query<{ size: string; serial: number }>('SELECT size, serial FROM checkpoint_published WHERE target = $1', [id]);
      const news = await checkpointsAfter(this.pool, Number(rows[0]?.size ?? -1), rows[0]?.serial ?? 0, AT_A_TIME);
      if (news.length === 0) return;
      await publishCheckpoints(target, news);
      const { size, serial } = news[news.length - 1];
      await this.pool.query(
        `INSERT INTO checkpoint_published AS p (target, size, serial) VALUES ($1, $2, $3)
         ON CONFLICT (target) DO UPDATE SET size = excluded.size, serial = excluded.serial WHERE (p.size, p.serial) < (excluded.size, excluded.serial)`,
        [id, size, serial],
      );
    }
  }
}
