import { normalTwoSided } from './distributions.js';
import { Z, type Figure } from './figure.js';

/** From when a change counts as shown: p after correction below 1 in 20. */
export const SIGNIFICANT_BELOW = 0.05;

/** A figure now against before, from different respondents. */
export interface Change {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly z: number | null;
  /** Two-sided, of this test alone. */
  readonly p: number | null;
  /** After Holm (1979), for all tests of the answer together. */
  readonly pHolm: number | null;
  readonly significant: boolean;
  readonly reason?: string;
}

/** One place in a list of figures over time (waves or periods), oldest first. */
export interface TrendPoint {
  readonly key: string;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface TrendStep {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly change: Change;
}

/** Two figures of different respondents: z = difference / √(SE² + SE²). Not corrected for other tests. */
export function changeBetween(before: Figure, after: Figure): Change {
  const none = (reason: string): Change => ({ difference: null, low: null, high: null, z: null, p: null, pHolm: null, significant: false, reason });
  if (before.value === null || after.value === null) return none(`${before.value === null ? 'Before' : 'After'}: ${(before.value === null ? before : after).reason}`);
  const difference = after.value - before.value;
  if (before.standardError === null || after.standardError === null) return { ...none('One of the two figures has no interval.'), difference };
  const error = Math.hypot(before.standardError, after.standardError);
  if (error < 1e-12) return { ...none('Neither figure varies among its respondents, so that there is nothing to test the difference against.'), difference };
  const z = difference / error;
  const p = normalTwoSided(z);
  return { difference, low: difference - Z * error, high: difference + Z * error, z, p, pHolm: p, significant: p < SIGNIFICANT_BELOW };
}

/** Every figure's change from each point to the next, corrected together. A figure missing at one point has no step there. */
export function trendChanges(points: readonly TrendPoint[]): TrendStep[] {
  const steps = points.slice(1).flatMap((after, i) => {
    const before = points[i];
    return Object.keys(after.figures).filter((id) => before.figures[id]).map((id) => ({ id, from: before.key, to: after.key, change: changeBetween(before.figures[id], after.figures[id]) }));
  });
  const corrected = holm(steps.map(({ change }) => change.p));
  return steps.map((step, i) => ({ ...step, change: { ...step.change, pHolm: corrected[i], significant: corrected[i] !== null && corrected[i]! < SIGNIFICANT_BELOW } }));
}

/** Holm's step-down correction: keeps the chance of any false alarm among all tests below the level. null = no test. */
export function holm(ps: readonly (number | null)[]): (number | null)[] {
  const order = ps.flatMap((p, i) => (p === null ? [] : [{ p, i }])).sort((a, b) => a.p - b.p || a.i - b.i);
  const corrected: (number | null)[] = ps.map(() => null);
  let least = 0;
  for (const [rank, { p, i }] of order.entries()) corrected[i] = least = Math.max(least, Math.min(1, (order.length - rank) * p));
  return corrected;
}
