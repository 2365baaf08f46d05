/**
 * What is left of the answers of one cell (a region on a day, say) once the respondents are forgotten: enough for every
 * index, interval, α and correlation, and cells can be merged. A projection keeps it as three lists of numbers; which
 * place means what is the plan's business (`moments-plan.ts`).
 *
 * Kept as sum and sum of squared deviations (Youngs and Cramer 1971, merged after Chan, Golub and LeVeque 1979), because
 * raw sums of squares lose the small variances that intervals rest on. With weights of 1 the sums of ratings are whole
 * numbers, exact in any order. In general the same answers, or the same cells, in the same order give the same bits;
 * another order agrees to about 1e-13.
 */
export interface Moments {
  /** Respondents in the cell, whatever they answered. */
  respondents: number;
  /** Five numbers a measure: n, Σw, Σw², Σwx, Σw(x − mean)². Answers of weight 0 take no part. */
  readonly measures: Float64Array;
  /** Eight numbers a pair: n, Σw, Σw², Σwx, Σwy, Σw(x − x̄)², Σw(y − ȳ)², Σw(x − x̄)(y − ȳ). */
  readonly pairs: Float64Array;
  /** Unweighted sums of whole numbers over complete answers, for Cronbach's α: plain, exact and additive. */
  readonly listwise: Float64Array;
}

export const MEASURE_SIZE = 5;
export const PAIR_SIZE = 8;

export const emptyMoments = (measures: number, pairs: number, listwise: number): Moments => ({
  respondents: 0,
  measures: new Float64Array(measures * MEASURE_SIZE),
  pairs: new Float64Array(pairs * PAIR_SIZE),
  listwise: new Float64Array(listwise),
});

/** Adds one value of weight > 0 to the measure that begins at `at`. */
export function addValue(to: Float64Array, at: number, x: number, w: number): void {
  const before = to[at + 1];
  const weight = before + w;
  const sum = to[at + 3] + w * x;
  to[at] += 1;
  to[at + 1] = weight;
  to[at + 2] += w * w;
  to[at + 3] = sum;
  if (before === 0) return;
  const off = weight * x - sum;
  to[at + 4] += (w * off * off) / (weight * before);
}

/** Adds one pair of weight > 0 to the pair that begins at `at`. */
export function addPair(to: Float64Array, at: number, x: number, y: number, w: number): void {
  const before = to[at + 1];
  const weight = before + w;
  to[at] += 1;
  to[at + 1] = weight;
  to[at + 2] += w * w;
  to[at + 3] += w * x;
  to[at + 4] += w * y;
  if (before === 0) return;
  const share = w / (weight * before);
  const dx = weight * x - to[at + 3];
  const dy = weight * y - to[at + 4];
  to[at + 5] += dx * dx * share;
  to[at + 6] += dy * dy * share;
  to[at + 7] += dx * dy * share;
}

/** Merges a cell into another of the same plan. Merge cells in one fixed order, such as that of their keys. */
export function mergeMoments(into: Moments, other: Moments): void {
  into.respondents += other.respondents;
  for (let at = 0; at < into.measures.length; at += MEASURE_SIZE) mergeMeasure(into.measures, other.measures, at);
  for (let at = 0; at < into.pairs.length; at += PAIR_SIZE) mergePair(into.pairs, other.pairs, at);
  for (let at = 0; at < into.listwise.length; at++) into.listwise[at] += other.listwise[at];
}

function mergeMeasure(a: Float64Array, b: Float64Array, at: number): void {
  const [wa, wb] = [a[at + 1], b[at + 1]];
  if (wa > 0 && wb > 0) {
    const off = wb * a[at + 3] - wa * b[at + 3];
    a[at + 4] += (off * off) / (wa * wb * (wa + wb));
  }
  for (let i = 0; i < MEASURE_SIZE; i++) a[at + i] += b[at + i];
}

function mergePair(a: Float64Array, b: Float64Array, at: number): void {
  const [wa, wb] = [a[at + 1], b[at + 1]];
  if (wa > 0 && wb > 0) {
    const share = 1 / (wa * wb * (wa + wb));
    const dx = wb * a[at + 3] - wa * b[at + 3];
    const dy = wb * a[at + 4] - wa * b[at + 4];
    a[at + 5] += dx * dx * share;
    a[at + 6] += dy * dy * share;
    a[at + 7] += dx * dy * share;
  }
  for (let i = 0; i < PAIR_SIZE; i++) a[at + i] += b[at + i];
}

/**
 * The cell with every respondent's weight multiplied by one factor > 0: raking gives all respondents of one combination
 * of categories the same factor, so that kept cells can be weighted anew without their answers. α stays unweighted.
 */
export function reweighMoments(moments: Moments, factor: number): Moments {
  const measures = moments.measures.slice();
  for (let at = 0; at < measures.length; at += MEASURE_SIZE) {
    measures[at + 1] *= factor;
    measures[at + 2] *= factor * factor;
    measures[at + 3] *= factor;
    measures[at + 4] *= factor;
  }
  const pairs = moments.pairs.slice();
  for (let at = 0; at < pairs.length; at += PAIR_SIZE) {
    pairs[at + 1] *= factor;
    pairs[at + 2] *= factor * factor;
    for (let i = 3; i < PAIR_SIZE; i++) pairs[at + i] *= factor;
  }
  return { respondents: moments.respondents, measures, pairs, listwise: moments.listwise.slice() };
}
