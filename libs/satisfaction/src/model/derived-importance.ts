import type { DerivedImportance } from '../indices/importance.js';
import type { ModelEstimate } from './structural-model.js';

/**
 * What each item matters to the model's target: its outer weight, normalised within the construct, times the construct's
 * total effect on the target (domain.md §5.3); 0 where the construct has none. The target's own items are what is to be
 * explained and have no importance.
 */
export function derivedImportance({ constructs, target, weights, totalEffects, n }: ModelEstimate): DerivedImportance {
  return Object.fromEntries(constructs.flatMap(({ id, items }) => {
    const sum = items.reduce((total, item) => total + weights[item], 0);
    const effect = totalEffects[`${id}>${target}`] ?? 0;
    return items.map((item) => [item, id === target ? { value: null, n, reason: `The item measures ${target} itself, which importance is about.` } : { value: (weights[item] / sum) * effect, n }]);
  }));
}

/**
 * The model's v for the CSI: the score weights of the target's items. With them the CSI is the target's latent mean, which
 * is the ACSI formula.
 */
export function csiWeightsOf({ constructs, target, scoreWeights }: ModelEstimate): Record<string, number> {
  return Object.fromEntries(constructs.find(({ id }) => id === target)!.items.map((item) => [item, scoreWeights[item]]));
}
