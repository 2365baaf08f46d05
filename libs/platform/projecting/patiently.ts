import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '#platform/deciding/refusal.js';
import { poisonClass } from './failure-class.js';

const DELAYS_MS = [20, 200, 1000];

/** Does it again when the database was away or chose us for a deadlock's end; whatever else is thrown goes through. */
export async function patiently<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal || poisonClass(error) !== null || attempt >= DELAYS_MS.length || signal?.aborted) throw error;
      await wait(DELAYS_MS[attempt], undefined, { signal });
    }
  }
}
