import type { Respondent } from '../answers/answers.js';
import type { StratumKey, WaveDrawn } from '../events.js';
import { rake, type Margins } from '../indices/raking.js';

/** A respondent with where they belong. */
export type PlacedRespondent = Respondent & { readonly region: string; readonly segment: string; readonly class: string };

/** The shares of a wave's frame in each way its strata cut it. */
export function marginsOf({ strata }: Pick<WaveDrawn['payload'], 'strata'>): Margins {
  const margins: Record<string, Record<string, number>> = {};
  for (const { by, in_frame: n } of strata) for (const [dimension, category] of Object.entries(by)) {
    const shares = (margins[dimension] ??= {});
    shares[category] = (shares[category] ?? 0) + n;
  }
  // A cut that only some strata name says nothing of the others.
  const whole = strata.reduce((sum, one) => sum + one.in_frame, 0);
  return Object.fromEntries(Object.entries(margins).filter(([, shares]) => Object.values(shares).reduce((sum, n) => sum + n, 0) === whole));
}

/** The respondents of a wave weighted to its frame, starting from the weights that they have. Refuses what `rake` refuses. */
export function rakedRespondents(respondents: readonly PlacedRespondent[], margins: Margins): PlacedRespondent[] {
  const categories = (one: PlacedRespondent): StratumKey => ({ region: one.region || undefined, segment: one.segment || undefined, customer_class: one.class || undefined });
  const groups = new Map<string, { categories: StratumKey; weight: number }>();
  const keyOf = (one: PlacedRespondent): string => JSON.stringify(Object.keys(margins).map((dimension) => categories(one)[dimension as keyof StratumKey] ?? null));
  for (const one of respondents) {
    const group = groups.get(keyOf(one)) ?? { categories: categories(one), weight: 0 };
    groups.set(keyOf(one), { ...group, weight: group.weight + one.weight });
  }
  const keys = [...groups.keys()];
  const { factors } = rake(keys.map((key) => ({ categories: { ...groups.get(key)!.categories }, weight: groups.get(key)!.weight })), margins);
  return respondents.map((one) => ({ ...one, weight: one.weight * factors[keys.indexOf(keyOf(one))] }));
}
