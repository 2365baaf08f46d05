/** What a fit needs of complete answers: how many, each item's mean and standard deviation (divisor n), all correlations. */
export interface Correlations {
  readonly n: number;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** k × k, row by row. */
  readonly r: Float64Array;
}

/**
 * Sums of products of whole ratings, each row counted `times` times: one pass, exact in doubles (ratings up to 100, up to
 * 10¹¹ rows), so that the order of the rows leaves no trace. `x` holds `k` items a row.
 */
export function correlationsOf(x: Float64Array, k: number, times: Int32Array | null): Correlations | { readonly constant: number } {
  const rows = x.length / k;
  const products = new Float64Array(k * k);
  const sums = new Float64Array(k);
  let n = 0;
  for (let row = 0; row < rows; row++) {
    const count = times === null ? 1 : times[row];
    if (count === 0) continue;
    n += count;
    const at = row * k;
    for (let i = 0; i < k; i++) {
      const xi = count * x[at + i];
      sums[i] += xi;
      const to = i * k;
      for (let j = 0; j <= i; j++) products[to + j] += xi * x[at + j];
    }
  }
  const deviations = new Float64Array(k);
  const means = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    const square = n * products[i * k + i] - sums[i] * sums[i];
    if (square === 0) return { constant: i };
    deviations[i] = Math.sqrt(square) / n;
    means[i] = sums[i] / n;
  }
  const r = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    r[i * k + i] = 1;
    for (let j = 0; j < i; j++) r[i * k + j] = r[j * k + i] = (n * products[i * k + j] - sums[i] * sums[j]) / n / n / (deviations[i] * deviations[j]);
  }
  return { n, means, deviations, r };
}
