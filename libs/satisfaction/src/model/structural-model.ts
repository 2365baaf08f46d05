import { refuse } from '#platform/deciding/refusal.js';
import type { Respondent } from '../answers/answers.js';
import { alphaOfSums } from '../indices/cronbach.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { bootstrapModel, type BootstrapOptions } from './bootstrap.js';
import { correlationsOf } from './correlations.js';
import { fitModel, type FitFailure } from './fit.js';
import { figuresOf, type ModelFigures } from './model-figures.js';
import { modelPlan, type ModelPlan, type Scheme } from './model-plan.js';

/** An estimated structural model, by the words of the issue. */
export interface ModelEstimate extends ModelFigures {
  readonly questionnaire: string;
  readonly scheme: Scheme;
  /** Complete answers it rests on, and those left out because an item is missing. */
  readonly n: number;
  readonly leftOut: number;
  readonly iterations: number;
  /** Constructs in the order causes first, the target of the model, and the items of each. */
  readonly target: string;
  readonly constructs: readonly { readonly id: string; readonly items: readonly string[] }[];
  /** Outer weight ÷ the item's standard deviation, normalised to sum 1 in the construct: they make scores of plain ratings. */
  readonly scoreWeights: Readonly<Record<string, number>>;
  /** α by construct, null where it is undefined, then with a reason in `alphaReasons`. */
  readonly alpha: Readonly<Record<string, number | null>>;
  readonly alphaReasons: Readonly<Record<string, string>>;
  readonly bootstrap?: { readonly samples: number; readonly seed: string; readonly failed: number; readonly intervals: ModelIntervals };
}

/** Percentile intervals of 95 % beside the figures of the same names. */
export type ModelIntervals = { readonly [Kind in keyof ModelFigures]: Readonly<Record<string, { readonly low: number; readonly high: number }>> };

/**
 * Estimates the questionnaire's model from complete answers, unweighted (domain.md §5.3). Refuses, with the reason: no
 * model, too few answers, an item that does not vary, constructs that are collinear, no convergence, too many failed
 * bootstrap samples.
 */
export function estimateModel(questionnaire: Questionnaire, respondents: Iterable<Respondent>, scheme: Scheme = 'path', bootstrap?: BootstrapOptions): ModelEstimate {
  const plan = modelPlan(questionnaire);
  if (!plan) throw refuse('no-model', `The questionnaire ${questionnaire.id} has no structural model; ecsi-mobile has one.`);
  const { x, n, leftOut } = completeAnswers(plan, respondents);
  const enough = leastAnswers(plan);
  if (n < enough) throw refuse('too-few-answers', `Only ${n} ${n === 1 ? 'respondent' : 'respondents'} answered all ${plan.items.length} items of the model (${leftOut} left out); it needs ${enough}.`);
  const correlations = correlationsOf(x, plan.items.length, null);
  if ('constant' in correlations) throw refuse('constant-item', `All ${n} respondents gave the item ${plan.items[correlations.constant].id} the same rating; an item that does not vary has no correlation.`);
  const fit = fitModel(plan, correlations, scheme);
  if ('failure' in fit) throw failed(plan, fit, n);
  const figures = figuresOf(plan, correlations, fit);
  const alphas = plan.constructs.map(({ id, first, size }) => [id, alphaOfSums(listwiseSums(x, plan.items.length, first, size), 0, size)] as const);
  return {
    questionnaire: questionnaire.id, scheme, n, leftOut, iterations: fit.iterations,
    target: plan.constructs[plan.target].id,
    constructs: plan.constructs.map(({ id, first, size }) => ({ id, items: plan.items.slice(first, first + size).map((item) => item.id) })),
    ...figures,
    scoreWeights: scoreWeights(plan, correlations.deviations, fit.weights),
    alpha: Object.fromEntries(alphas.map(([id, { alpha }]) => [id, alpha])),
    alphaReasons: Object.fromEntries(alphas.flatMap(([id, { reason }]) => (reason ? [[id, reason]] : []))),
    ...(bootstrap ? { bootstrap: bootstrapModel(plan, x, scheme, bootstrap) } : {}),
  };
}

/** One more than the largest regression needs, and never fewer than 10: below that nothing is estimated but noise. */
export const leastAnswers = ({ causes, constructs }: ModelPlan): number => Math.max(10, ...causes.map((of) => of.length + 2), ...constructs.map(({ size }) => size + 2));

function failed(plan: ModelPlan, fit: FitFailure, n: number): Error {
  if (fit.failure === 'no-convergence') return refuse('no-convergence', `The outer weights of the model did not settle within 300 rounds on ${n} answers; another inner scheme may.`);
  const { id } = plan.constructs[fit.construct];
  return refuse('collinear', `What explains ${id} (${plan.causes[fit.construct].map((cause) => plan.constructs[cause].id).join(', ')}) cannot be told apart in these answers: they are collinear.`);
}

function scoreWeights({ constructs, items }: ModelPlan, deviations: Float64Array, weights: Float64Array): Record<string, number> {
  return Object.fromEntries(constructs.flatMap(({ first, size }) => {
    const members = Array.from({ length: size }, (_, i) => first + i);
    const sum = members.reduce((total, i) => total + weights[i] / deviations[i], 0);
    return members.map((i) => [items[i].id, weights[i] / deviations[i] / sum]);
  }));
}

function completeAnswers(plan: ModelPlan, respondents: Iterable<Respondent>): { x: Float64Array; n: number; leftOut: number } {
  const values: number[] = [];
  let [n, leftOut] = [0, 0];
  for (const { answers } of respondents) {
    const row = plan.items.map(({ id }) => answers[id]);
    if (row.every((answer) => typeof answer === 'number')) {
      values.push(...(row as number[]));
      n++;
    } else leftOut++;
  }
  return { x: Float64Array.from(values), n, leftOut };
}

function listwiseSums(x: Float64Array, k: number, first: number, size: number): Float64Array {
  const sums = new Float64Array(3 + 2 * size);
  for (let at = first; at < x.length; at += k) {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum += x[at + i];
      sums[3 + 2 * i] += x[at + i];
      sums[4 + 2 * i] += x[at + i] ** 2;
    }
    sums[0] += 1;
    sums[1] += sum;
    sums[2] += sum * sum;
  }
  return sums;
}
