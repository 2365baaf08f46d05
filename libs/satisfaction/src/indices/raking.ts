import { refuse } from '#platform/deciding/refusal.js';
import { sumOf } from './summing.js';

/** Known shares or counts of the frame: dimension (`region`) → category (`north`) → share; scaled to 1 here. */
export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Respondents of one combination of categories, with their weight before raking together. */
export interface RakingCell {
  readonly categories: Readonly<Record<string, string | undefined>>;
  readonly weight: number;
}

export interface Raked {
  /** By which each cell's respondents' weights are multiplied; the sum of all weights stays as it was. */
  readonly factors: readonly number[];
  readonly rounds: number;
  /** Largest distance of a weighted share from the frame's. */
  readonly deviation: number;
}

const ROUNDS = 1_000;
const CLOSE = 1e-12;

/**
 * Iterative proportional fitting (Deming and Stephan 1940) from the weights given. Refuses margins that no weights can
 * meet: a category of the frame without respondents, respondents outside every category, shares below 0; and says so if
 * 1,000 rounds do not come within 1e-9.
 */
export function rake(cells: readonly RakingCell[], margins: Margins): Raked {
  const total = sumOf(cells, ({ weight }) => weight);
  if (cells.some(({ weight }) => weight < 0)) throw refuse('negative-weight', 'A weight is never negative.');
  if (!(total > 0)) throw refuse('zero-weights', 'All weights are 0, so that there is nothing to weigh.');
  const targets = Object.entries(margins).map(([dimension, shares]) => ({ dimension, groups: groupsOf(dimension, shares, cells) }));
  const weights = cells.map(({ weight }) => weight);
  let rounds = 0;
  let deviation = deviationOf();
  while (deviation > CLOSE && rounds < ROUNDS) {
    rounds++;
    for (const { groups } of targets) {
      for (const { share, members } of groups) {
        const factor = (share * total) / sumOf(members, (i) => weights[i]);
        for (const i of members) weights[i] *= factor;
      }
    }
    const next = deviationOf();
    if (next >= deviation && next < 1e-9) break;
    deviation = next;
  }
  if (deviation > 1e-9) throw refuse('raking-diverged', `The weights do not settle: after ${rounds} rounds a share is still ${deviation.toExponential(1)} away from the frame's. Combinations of ${Object.keys(margins).join(' and ')} that nobody answered in contradict the frame; rake by fewer dimensions.`);
  return { factors: cells.map(({ weight }, i) => (weight === 0 ? 1 : weights[i] / weight)), rounds, deviation };

  function deviationOf(): number {
    let worst = 0;
    for (const { groups } of targets) for (const { share, members } of groups) worst = Math.max(worst, Math.abs(sumOf(members, (i) => weights[i]) / total - share));
    return worst;
  }
}

function groupsOf(dimension: string, shares: Readonly<Record<string, number>>, cells: readonly RakingCell[]): { share: number; members: number[] }[] {
  const whole = sumOf(Object.values(shares), (share) => share);
  const negative = Object.entries(shares).find(([, share]) => !(share >= 0));
  if (negative) throw refuse('negative-margin', `The frame's share of ${dimension} ${negative[0]} is ${negative[1]}; a share is 0 or more.`);
  if (!(whole > 0)) throw refuse('empty-margin', `The frame has nobody in any ${dimension}.`);
  const outside = cells.find(({ categories, weight }) => weight > 0 && !(shares[categories[dimension] ?? ''] > 0));
  if (outside) {
    const category = outside.categories[dimension];
    throw refuse('outside-frame', category === undefined ? `Some respondents have no ${dimension}, so that they cannot be weighted by it.` : `Some respondents are of ${dimension} ${category}, which the frame does not know.`);
  }
  return Object.entries(shares).filter(([, share]) => share > 0).map(([category, share]) => {
    const members = cells.flatMap(({ categories, weight }, i) => (categories[dimension] === category && weight > 0 ? [i] : []));
    if (members.length === 0) throw refuse('empty-margin', `Nobody of ${dimension} ${category} answered, but ${((share / whole) * 100).toFixed(1)} % of the frame are; no weight can stand in for them. Join the category with another one.`);
    return { share: share / whole, members };
  });
}
