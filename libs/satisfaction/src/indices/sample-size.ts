import { refuse } from '#platform/deciding/refusal.js';
import { Z } from './figure.js';

/**
 * How many to ask so that a share is known to ± `margin` (0.05 = 5 points) at 95 %: n₀ = z²p(1 − p)/e² unrounded, with
 * the correction for a frame of `population`, rounded up once. `share` is the expected share, 0.5 the worst case.
 */
export function sampleSize({ margin, population, share = 0.5 }: { margin: number; population?: number; share?: number }): number {
  if (!(margin > 0 && margin < 1)) throw refuse('bad-margin', `A margin of ${margin} is no share between 0 and 1, such as 0.05.`, 400, { field: 'margin', value: String(margin) });
  if (!(share > 0 && share < 1)) throw refuse('bad-share', `An expected share of ${share} does not lie between 0 and 1.`, 400, { field: 'share', value: String(share) });
  if (population !== undefined && !(Number.isInteger(population) && population >= 1)) throw refuse('bad-population', `A frame of ${population} holds nobody to ask.`, 400, { field: 'population', value: String(population) });
  const unlimited = (Z * Z * share * (1 - share)) / (margin * margin);
  return Math.ceil(population === undefined ? unlimited : unlimited / (1 + (unlimited - 1) / population));
}

/** Respondents over those invited, 0–1; null where nobody was invited or more answered than were (an open survey). */
export function responseRate(respondents: number, invited: number | undefined): number | null {
  return invited === undefined || invited === 0 || respondents > invited ? null : respondents / invited;
}
