/** z of a two-sided interval of 95 % (domain.md §5.3). */
export const Z = 1.959964;
/** Below so many answers a figure is withheld, so that nobody is recognised; below so many it is unreliable. */
export const WITHHELD_BELOW = 5;
export const UNRELIABLE_BELOW = 30;

/** A figure with its interval; not clipped to the scale. */
export interface Figure {
  /** null where withheld or undefined; `reason` says why. */
  readonly value: number | null;
  /** Answers (of a composite: respondents) it rests on. */
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly unreliable: boolean;
  readonly standardError: number | null;
  readonly reason?: string;
}

export const withheldFigure = (n: number, reason: string): Figure => ({ value: null, n, low: null, high: null, unreliable: true, standardError: null, reason });

export const tooFew = (n: number): string =>
  n === 0 ? 'Nobody answered.' : `Only ${n} ${n === 1 ? 'answer' : 'answers'}; figures of fewer than ${WITHHELD_BELOW} are withheld, so that nobody is recognised.`;

/** What a figure is computed from: answers, Σw, Σw², and Σw(x − value)² around the value itself. */
export interface Spread {
  readonly n: number;
  readonly weight: number;
  readonly weightSquared: number;
  readonly squares: number;
}

/**
 * value ± z·SE with SE² = [Σw(x − m)²/Σw]/(n_eff − 1) and n_eff = (Σw)²/Σw². Withheld below 5 answers. Without an interval,
 * and with a reason, where the weights leave no more than one effective answer.
 */
export function figureOf(value: number, { n, weight, weightSquared, squares }: Spread): Figure {
  if (n < WITHHELD_BELOW) return withheldFigure(n, tooFew(n));
  const effective = (weight * weight) / weightSquared;
  const unreliable = n < UNRELIABLE_BELOW;
  if (!(effective - 1 > 1e-9)) return { value, n, low: null, high: null, unreliable: true, standardError: null, reason: 'One respondent outweighs all others, so that no interval can be told.' };
  const standardError = Math.sqrt(Math.max(0, squares) / weight / (effective - 1));
  return { value, n, low: value - Z * standardError, high: value + Z * standardError, unreliable, standardError };
}
