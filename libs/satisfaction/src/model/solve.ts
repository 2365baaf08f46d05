/**
 * Solves A x = b for a symmetric positive definite A of size m (row by row, overwritten) by Cholesky. False where a
 * pivot falls below 1e-10 of a unit variance: the columns are collinear. The solution replaces `b`.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array, m: number): boolean {
  for (let j = 0; j < m; j++) {
    let pivot = a[j * m + j];
    for (let k = 0; k < j; k++) pivot -= a[j * m + k] ** 2;
    if (!(pivot > 1e-10)) return false;
    const root = Math.sqrt(pivot);
    a[j * m + j] = root;
    for (let i = j + 1; i < m; i++) {
      let sum = a[i * m + j];
      for (let k = 0; k < j; k++) sum -= a[i * m + k] * a[j * m + k];
      a[i * m + j] = sum / root;
    }
  }
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < i; k++) b[i] -= a[i * m + k] * b[k];
    b[i] /= a[i * m + i];
  }
  for (let i = m - 1; i >= 0; i--) {
    for (let k = i + 1; k < m; k++) b[i] -= a[k * m + i] * b[k];
    b[i] /= a[i * m + i];
  }
  return true;
}
