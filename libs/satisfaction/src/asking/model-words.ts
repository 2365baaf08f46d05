import type { ModelEstimate } from '../model/structural-model.js';

export interface ToldEffect {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  /** After a bootstrap. */
  readonly low?: number;
  readonly high?: number;
}

/** The model in the words of an answer: effects as lists, intervals beside them. */
export type ToldModel = Omit<ModelEstimate, 'paths' | 'totalEffects'> & { readonly paths: readonly ToldEffect[]; readonly totalEffects: readonly ToldEffect[] };

export function modelWords(estimate: ModelEstimate): ToldModel {
  const { paths, totalEffects, bootstrap, ...rest } = estimate;
  const effects = (all: Readonly<Record<string, number>>, kind: 'paths' | 'totalEffects'): ToldEffect[] =>
    Object.entries(all).map(([arrow, value]) => {
      const [from, to] = arrow.split('>');
      return { from, to, value, ...bootstrap?.intervals[kind][arrow] };
    });
  return { ...rest, paths: effects(paths, 'paths'), totalEffects: effects(totalEffects, 'totalEffects'), ...(bootstrap ? { bootstrap } : {}) };
}
