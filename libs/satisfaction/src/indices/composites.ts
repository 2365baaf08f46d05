import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';

/** A figure over several rated items: a dimension, a module, the CSI. */
export interface Composite {
  readonly kind: 'dimension' | 'module' | 'csi';
  readonly id: string;
  /** Rated items with their weight in the composite and the ends of their scale. */
  readonly parts: readonly { readonly item: string; readonly weight: number; readonly from: number; readonly to: number }[];
}

/** The first day of the indicator weights in force on a day; the earliest where the day lies before all of them. */
export function weightsInForce({ indicatorWeights }: Questionnaire, day: string): Questionnaire['indicatorWeights'][number] {
  return indicatorWeights.findLast(({ from }) => from <= day) ?? indicatorWeights[0];
}

const scales = new WeakMap<Questionnaire, Map<string, { from: number; to: number }>>();

/** The ends of the scale of a rated item. */
export function scaleOf(questionnaire: Questionnaire, id: string): { from: number; to: number } {
  let known = scales.get(questionnaire);
  if (!known) {
    const rated = questionnaire.items.flatMap((item) => {
      const scale = questionnaire.scales[item.scale];
      return scale.kind === 'rating' ? [[item.id, scale] as const] : [];
    });
    scales.set(questionnaire, (known = new Map(rated)));
  }
  const scale = known.get(id);
  if (!scale) throw new RangeError(`${id} is not rated`);
  return scale;
}

/**
 * The composites under the indicator weights of one dated entry. `csiWeights` are the overall items' v where they are not
 * the questionnaire's own, such as the model's.
 */
export function compositesOf(questionnaire: Questionnaire, weights: Readonly<Record<string, number>>, csiWeights?: Readonly<Record<string, number>>): Composite[] {
  const part = (item: string, weight: number) => {
    const { from, to } = scaleOf(questionnaire, item);
    return { item, weight, from, to };
  };
  const weighed = (ids: readonly string[]) => ids.map((id) => part(id, weights[id] ?? 1));
  return [
    ...questionnaire.constructs.map(({ id, items }) => ({ kind: 'dimension' as const, id, parts: weighed(items) })),
    ...questionnaire.modules.map(({ id, indicators }) => ({ kind: 'module' as const, id, parts: weighed(indicators) })),
    ...(questionnaire.csi ? [{ kind: 'csi' as const, id: 'csi', parts: questionnaire.csi.items.map(({ item, weight }) => part(item, csiWeights?.[item] ?? weight)) }] : []),
  ];
}

/** A rating on 0–100. */
export const toIndex = (rating: number, { from, to }: { from: number; to: number }): number => ((rating - from) / (to - from)) * 100;

/**
 * A respondent's own mean, 0–100, of the parts answered, under their weights; NaN where none of weight > 0 was answered.
 * `without` are the withheld items.
 */
export function ownMean({ parts }: Composite, answers: Readonly<Record<string, number | string>>, without?: ReadonlySet<string>): number {
  let sum = 0;
  let total = 0;
  for (const part of parts) {
    const answer = answers[part.item];
    if (typeof answer !== 'number' || without?.has(part.item)) continue;
    sum += part.weight * toIndex(answer, part);
    total += part.weight;
  }
  return total > 0 ? sum / total : NaN;
}
