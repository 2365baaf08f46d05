/** Cronbach's α, or why there is none. */
export interface Reliability {
  readonly alpha: number | null;
  /** Complete answers it rests on. */
  readonly n: number;
  readonly reason?: string;
}

/**
 * α = k/(k − 1) · (1 − Σ item variances / variance of the sum): raw, listwise, unweighted, not cut off at 0. From a
 * construct's listwise sums: n, Σs, Σs², then Σx, Σx² of each of its k items. All of it are whole numbers, so nothing is
 * lost by subtracting them.
 */
export function alphaOfSums(sums: ArrayLike<number>, at: number, k: number): Reliability {
  const n = sums[at];
  if (k < 2) return { alpha: null, n, reason: 'One item alone has no internal consistency.' };
  if (n < 2) return { alpha: null, n, reason: 'Fewer than two complete answers.' };
  const squares = (sum: number, sumOfSquares: number): number => n * sumOfSquares - sum * sum;
  const ofSum = squares(sums[at + 1], sums[at + 2]);
  if (ofSum === 0) return { alpha: null, n, reason: 'The sum of the items does not vary.' };
  let ofItems = 0;
  for (let i = 0; i < k; i++) ofItems += squares(sums[at + 3 + 2 * i], sums[at + 4 + 2 * i]);
  return { alpha: (k / (k - 1)) * (1 - ofItems / ofSum), n };
}

/** The same of rows: complete answers only, one list a respondent. */
export function cronbachAlpha(rows: readonly (readonly number[])[], k = rows[0]?.length ?? 0): Reliability {
  const sums = new Float64Array(3 + 2 * k);
  for (const row of rows) {
    const sum = row.reduce((a, b) => a + b, 0);
    sums[0] += 1;
    sums[1] += sum;
    sums[2] += sum * sum;
    for (const [i, x] of row.entries()) {
      sums[3 + 2 * i] += x;
      sums[4 + 2 * i] += x * x;
    }
  }
  return alphaOfSums(sums, 0, k);
}
