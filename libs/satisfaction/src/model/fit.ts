import type { Correlations } from './correlations.js';
import type { ModelPlan, Scheme } from './model-plan.js';
import { solveSymmetric } from './solve.js';

/** A fitted model in numbers, by index of the plan. */
export interface Fit {
  readonly iterations: number;
  /** Outer weights of standardised items; latent variables of variance 1. */
  readonly weights: Float64Array;
  readonly loadings: Float64Array;
  /** Constructs × constructs: coefficient of row on column. */
  readonly paths: Float64Array;
  readonly totalEffects: Float64Array;
  /** NaN for constructs that nothing explains. */
  readonly r2: Float64Array;
}

/** Why a model cannot be estimated. `construct` by index. */
export type FitFailure = { readonly failure: 'no-convergence' } | { readonly failure: 'collinear'; readonly construct: number };

const TOLERANCE = 1e-7;
const ITERATIONS = 300;

/**
 * PLS path modelling, mode A, on the correlations alone: with y = Zw every step of the algorithm on scores (Wold 1985;
 * Tenenhaus et al. 2005) is one on R: var y = w'Rw, cor(y, y') = w'Rw', cor(x, y) = Rw. So a bootstrap sample costs its
 * cross-products and no more passes over the answers. Starts from weights of 1; stops when no outer weight moves by 1e-7.
 */
export function fitModel(plan: ModelPlan, { r }: Pick<Correlations, 'r'>, scheme: Scheme): Fit | FitFailure {
  const k = plan.items.length;
  const c = plan.constructs.length;
  let weights = normalised(plan, r, new Float64Array(k).fill(1));
  let next = new Float64Array(k);
  const cross = new Float64Array(k * c);
  const latent = new Float64Array(c * c);
  const inner = new Float64Array(c);
  let iterations = 0;
  for (let change = Infinity; change >= TOLERANCE; iterations++) {
    if (iterations === ITERATIONS) return { failure: 'no-convergence' };
    correlate(plan, r, weights, cross, latent);
    for (let j = 0; j < c; j++) {
      if (!innerWeights(plan, latent, j, scheme, inner)) return { failure: 'collinear', construct: j };
      const { first, size } = plan.constructs[j];
      for (let i = first; i < first + size; i++) {
        let sum = 0;
        for (let h = 0; h < c; h++) if (inner[h] !== 0) sum += inner[h] * cross[i * c + h];
        next[i] = sum;
      }
    }
    next = normalised(plan, r, next);
    change = 0;
    for (let i = 0; i < k; i++) change = Math.max(change, Math.abs(next[i] - weights[i]));
    if (!(change >= 0)) return { failure: 'no-convergence' };
    [weights, next] = [next, weights];
  }
  correlate(plan, r, weights, cross, latent);
  turnSigns(plan, weights, cross);
  correlate(plan, r, weights, cross, latent);
  return finish(plan, latent, weights, cross, iterations);
}

/** Outer weights so that each latent variable has variance 1. */
function normalised(plan: ModelPlan, r: Float64Array, weights: Float64Array): Float64Array<ArrayBuffer> {
  const k = plan.items.length;
  const out = new Float64Array(k);
  for (const { first, size } of plan.constructs) {
    let variance = 0;
    for (let i = first; i < first + size; i++) for (let j = first; j < first + size; j++) variance += weights[i] * weights[j] * r[i * k + j];
    const scale = 1 / Math.sqrt(variance);
    for (let i = first; i < first + size; i++) out[i] = weights[i] * scale;
  }
  return out;
}

/** Correlations of items with latent variables (k × c) and among latent variables (c × c). */
function correlate(plan: ModelPlan, r: Float64Array, weights: Float64Array, cross: Float64Array, latent: Float64Array): void {
  const k = plan.items.length;
  const c = plan.constructs.length;
  for (let j = 0; j < c; j++) {
    const { first, size } = plan.constructs[j];
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let h = first; h < first + size; h++) sum += r[i * k + h] * weights[h];
      cross[i * c + j] = sum;
    }
  }
  for (let a = 0; a < c; a++) {
    const { first, size } = plan.constructs[a];
    for (let b = 0; b < c; b++) {
      let sum = 0;
      for (let i = first; i < first + size; i++) sum += weights[i] * cross[i * c + b];
      latent[a * c + b] = sum;
    }
  }
}

/** How much each neighbour counts in the inner estimate of construct j; false where its causes are collinear. */
function innerWeights({ causes, effects, constructs }: ModelPlan, latent: Float64Array, j: number, scheme: Scheme, inner: Float64Array): boolean {
  const c = constructs.length;
  inner.fill(0);
  for (const h of effects[j]) inner[h] = scheme === 'centroid' ? Math.sign(latent[h * c + j]) : latent[h * c + j];
  if (scheme !== 'path') {
    for (const h of causes[j]) inner[h] = scheme === 'centroid' ? Math.sign(latent[h * c + j]) : latent[h * c + j];
    return true;
  }
  const b = regress(causes[j], latent, c, j);
  if (!b) return false;
  for (const [i, h] of causes[j].entries()) inner[h] = b[i];
  return true;
}

/** Coefficients of j on its causes. */
function regress(causes: readonly number[], latent: Float64Array, c: number, j: number): Float64Array | null {
  const m = causes.length;
  const a = new Float64Array(m * m);
  const b = new Float64Array(m);
  for (let p = 0; p < m; p++) {
    b[p] = latent[causes[p] * c + j];
    for (let q = 0; q < m; q++) a[p * m + q] = latent[causes[p] * c + causes[q]];
  }
  return solveSymmetric(a, b, m) ? b : null;
}

/** A latent variable points where its loadings do: their sum is positive (domain.md §5.3). */
function turnSigns({ constructs }: ModelPlan, weights: Float64Array, cross: Float64Array): void {
  for (const [j, { first, size }] of constructs.entries()) {
    let sum = 0;
    for (let i = first; i < first + size; i++) sum += cross[i * constructs.length + j];
    if (sum < 0) for (let i = first; i < first + size; i++) weights[i] = -weights[i];
  }
}

function finish(plan: ModelPlan, latent: Float64Array, weights: Float64Array, cross: Float64Array, iterations: number): Fit | FitFailure {
  const { constructs, causes, items } = plan;
  const c = constructs.length;
  const paths = new Float64Array(c * c);
  const totalEffects = new Float64Array(c * c);
  const r2 = new Float64Array(c).fill(NaN);
  // Causes come before effects, so that the total effects on a construct's causes are complete when it is reached.
  for (let j = 0; j < c; j++) {
    if (causes[j].length === 0) continue;
    const b = regress(causes[j], latent, c, j);
    if (!b) return { failure: 'collinear', construct: j };
    r2[j] = 0;
    for (const [i, h] of causes[j].entries()) {
      paths[h * c + j] = b[i];
      r2[j] += b[i] * latent[h * c + j];
      totalEffects[h * c + j] += b[i];
      for (let a = 0; a < c; a++) totalEffects[a * c + j] += totalEffects[a * c + h] * b[i];
    }
  }
  const loadings = new Float64Array(items.length);
  for (const [j, { first, size }] of constructs.entries()) for (let i = first; i < first + size; i++) loadings[i] = cross[i * c + j];
  return { iterations, weights, loadings, paths, totalEffects, r2 };
}
