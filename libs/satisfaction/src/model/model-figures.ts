import type { Correlations } from './correlations.js';
import type { Fit } from './fit.js';
import type { ModelPlan } from './model-plan.js';

/** A model's figures by name. Items under `weights` and `loadings`, constructs under the others, effects as `from>to`. */
export interface ModelFigures {
  readonly weights: Readonly<Record<string, number>>;
  readonly loadings: Readonly<Record<string, number>>;
  readonly r2: Readonly<Record<string, number>>;
  readonly ave: Readonly<Record<string, number>>;
  readonly rhoC: Readonly<Record<string, number>>;
  /** 0–100. */
  readonly latentMean: Readonly<Record<string, number>>;
  readonly paths: Readonly<Record<string, number>>;
  readonly totalEffects: Readonly<Record<string, number>>;
}

/** The figures of a fit as one row of numbers, the same places for every sample of one plan; `namesOf` tells them apart. */
export function numbersOf(plan: ModelPlan, { means, deviations }: Pick<Correlations, 'means' | 'deviations'>, fit: Fit): number[] {
  const { constructs, items } = plan;
  const c = constructs.length;
  const r2: number[] = [];
  const ave: number[] = [];
  const rhoC: number[] = [];
  const latentMean: number[] = [];
  for (const [j, { first, size }] of constructs.entries()) {
    let [sum, squares, unit, score] = [0, 0, 0, 0];
    for (let i = first; i < first + size; i++) {
      sum += fit.loadings[i];
      squares += fit.loadings[i] ** 2;
      const raw = fit.weights[i] / deviations[i];
      unit += raw;
      score += (raw * (means[i] - items[i].from)) / (items[i].to - items[i].from);
    }
    if (plan.causes[j].length > 0) r2.push(fit.r2[j]);
    ave.push(squares / size);
    rhoC.push(sum ** 2 / (sum ** 2 + size - squares));
    latentMean.push((score / unit) * 100);
  }
  const effects = pairsOf(plan);
  return [...fit.weights, ...fit.loadings, ...r2, ...ave, ...rhoC, ...latentMean, ...effects.paths.map(([a, b]) => fit.paths[a * c + b]), ...effects.total.map(([a, b]) => fit.totalEffects[a * c + b])];
}

/** Kind and name of each place of `numbersOf`. */
export function namesOf(plan: ModelPlan): [kind: keyof ModelFigures, name: string][] {
  const { constructs, items, causes } = plan;
  const effects = pairsOf(plan);
  const of = (kind: keyof ModelFigures, names: readonly string[]): [keyof ModelFigures, string][] => names.map((name) => [kind, name]);
  const itemIds = items.map(({ id }) => id);
  const ids = constructs.map(({ id }) => id);
  const arrow = ([a, b]: readonly [number, number]): string => `${ids[a]}>${ids[b]}`;
  return [
    ...of('weights', itemIds), ...of('loadings', itemIds), ...of('r2', ids.filter((_, j) => causes[j].length > 0)), ...of('ave', ids), ...of('rhoC', ids), ...of('latentMean', ids),
    ...of('paths', effects.paths.map(arrow)), ...of('totalEffects', effects.total.map(arrow)),
  ];
}

/** `of` each place, grouped by kind. */
export function grouped<T>(plan: ModelPlan, of: (place: number) => T): { readonly [Kind in keyof ModelFigures]: Record<string, T> } {
  const out = { weights: {}, loadings: {}, r2: {}, ave: {}, rhoC: {}, latentMean: {}, paths: {}, totalEffects: {} } as { [Kind in keyof ModelFigures]: Record<string, T> };
  for (const [place, [kind, name]] of namesOf(plan).entries()) out[kind][name] = of(place);
  return out;
}

export function figuresOf(plan: ModelPlan, correlations: Correlations, fit: Fit): ModelFigures {
  const numbers = numbersOf(plan, correlations, fit);
  return grouped(plan, (place) => numbers[place]);
}

/** Which constructs act on which, directly and at all, in the order of the plan. */
function pairsOf({ causes }: ModelPlan): { paths: [number, number][]; total: [number, number][] } {
  const c = causes.length;
  const acts = Array.from({ length: c }, () => new Array<boolean>(c).fill(false));
  for (let j = 0; j < c; j++) for (const h of causes[j]) for (let a = 0; a < c; a++) acts[a][j] ||= a === h || acts[a][h];
  const all = Array.from({ length: c * c }, (_, i): [number, number] => [Math.floor(i / c), i % c]);
  return { paths: all.filter(([a, b]) => causes[b].includes(a)), total: all.filter(([a, b]) => acts[a][b]) };
}
