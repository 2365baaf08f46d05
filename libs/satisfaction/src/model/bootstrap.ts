import { refuse } from '#platform/deciding/refusal.js';
import { seededRandom } from '#platform/kernel/random.js';
import { correlationsOf } from './correlations.js';
import { fitModel } from './fit.js';
import { grouped, numbersOf } from './model-figures.js';
import type { ModelPlan, Scheme } from './model-plan.js';
import type { ModelEstimate } from './structural-model.js';

export interface BootstrapOptions {
  /** 50 to 10,000. */
  readonly samples: number;
  /** Any text; the same seed draws the same samples on any machine. */
  readonly seed: string;
}

/** More than 1 in 20 samples that cannot be fitted would make an interval of the lucky ones. */
const FAILED_SHARE = 0.05;

/**
 * Percentile intervals of 95 %: `samples` times as many answers as there are, drawn with replacement, restandardised and
 * refitted, each with the sign rule. Draws are `below(n)` of `seededRandom('bootstrap', seed)`, n a sample, in turn.
 */
export function bootstrapModel(plan: ModelPlan, x: Float64Array, scheme: Scheme, { samples, seed }: BootstrapOptions): NonNullable<ModelEstimate['bootstrap']> {
  if (!Number.isInteger(samples) || samples < 50 || samples > 10_000) throw refuse('bad-samples', `${samples} bootstrap samples: expected are 50 to 10,000.`, 400, { field: 'bootstrap', value: String(samples), expected: '50 to 10,000' });
  const k = plan.items.length;
  const n = x.length / k;
  const random = seededRandom('bootstrap', seed);
  const times = new Int32Array(n);
  const drawn: number[][] = [];
  let failed = 0;
  for (let sample = 0; sample < samples; sample++) {
    times.fill(0);
    for (let i = 0; i < n; i++) times[random.below(n)]++;
    const correlations = correlationsOf(x, k, times);
    const fit = 'constant' in correlations ? null : fitModel(plan, correlations, scheme);
    if (fit === null || 'failure' in fit) failed++;
    else drawn.push(numbersOf(plan, correlations as Exclude<typeof correlations, { constant: number }>, fit));
  }
  if (failed > FAILED_SHARE * samples) throw refuse('bootstrap-failed', `${failed} of ${samples} bootstrap samples could not be fitted (an item was constant, constructs were collinear or the weights did not settle); with more than ${FAILED_SHARE * 100} % the intervals would only tell of the lucky ones.`);
  const intervals = grouped(plan, (place) => {
    const values = Float64Array.from(drawn, (numbers) => numbers[place]).sort();
    return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
  });
  return { samples, seed, failed, intervals };
}

/** Quantile type 7 (Hyndman and Fan 1996) of ascending values. */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  const at = (ascending.length - 1) * p;
  const below = Math.floor(at);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
}
