/** z for 95 %, as everywhere in the product (domain.md §5.3). */
export const Z_95 = 1.959964;

/** A whole number of score units, and how many of each outcome scored it. */
export interface ScoreCount {
  readonly score: bigint;
  defaulted: number;
  others: number;
}

/**
 * AUC = P(a defaulter's score < another's) + ½ P(equal), and KS = the largest distance of the two distributions at
 * distinct scores. Counted in whole numbers over distinct scores; only the last division is rounded. Null where one of
 * the two groups is empty: nothing can be told apart then.
 */
export function separation(counts: Iterable<ScoreCount>): { auc: number | null; ks: number | null } {
  const sorted = [...counts].sort((a, b) => (a.score < b.score ? -1 : a.score > b.score ? 1 : 0));
  const defaulted = sorted.reduce((sum, count) => sum + count.defaulted, 0);
  const others = sorted.reduce((sum, count) => sum + count.others, 0);
  if (defaulted === 0 || others === 0) return { auc: null, ks: null };
  let lowerOrHalf = 0n;
  let farthest = 0n;
  let defaultedSoFar = 0;
  let othersSoFar = 0;
  for (const count of sorted) {
    const othersAbove = others - othersSoFar - count.others;
    lowerOrHalf += BigInt(count.defaulted) * (2n * BigInt(othersAbove) + BigInt(count.others));
    defaultedSoFar += count.defaulted;
    othersSoFar += count.others;
    const distance = BigInt(defaultedSoFar) * BigInt(others) - BigInt(othersSoFar) * BigInt(defaulted);
    if (distance > farthest) farthest = distance;
    else if (-distance > farthest) farthest = -distance;
  }
  const pairs = BigInt(defaulted) * BigInt(others);
  return { auc: sixDigits(lowerOrHalf, 2n * pairs), ks: sixDigits(farthest, pairs) };
}

/** A fraction of whole numbers, rounded once to six digits, halves up. */
export function sixDigits(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 2_000_000n + denominator) / (2n * denominator)) / 1_000_000;
}

/**
 * Wilson's 95 % interval of a rate: it stays within 0 and 1 and holds its coverage for the few defaults of a good
 * grade, where the textbook interval collapses to a point (docs/decisions/backtest.md). Null for an empty group.
 */
export function wilson(hits: number, of: number): { rate: number; low: number; high: number } | null {
  if (of === 0) return null;
  const p = hits / of;
  const z2 = Z_95 * Z_95;
  const centre = p + z2 / (2 * of);
  const half = Z_95 * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  const bound = (value: number): number => Math.round(Math.min(1, Math.max(0, value / (1 + z2 / of))) * 1e6) / 1e6;
  return { rate: sixDigits(BigInt(hits), BigInt(of)), low: hits === 0 ? 0 : bound(centre - half), high: hits === of ? 1 : bound(centre + half) };
}
