import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';

/** How a construct's neighbours are weighed when its inner estimate is made. */
export const SCHEMES = ['path', 'centroid', 'factorial'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** A structural model as indexes: items by construct in one row, constructs in an order in which causes come first. */
export interface ModelPlan {
  readonly target: number;
  readonly constructs: readonly { readonly id: string; readonly first: number; readonly size: number }[];
  readonly items: readonly { readonly id: string; readonly from: number; readonly to: number }[];
  /** Of each construct: those it is explained by, and those it explains. */
  readonly causes: readonly (readonly number[])[];
  readonly effects: readonly (readonly number[])[];
}

/** The plan of a questionnaire's model; null where it has none. Constructs outside every path take no part. */
export function modelPlan({ model, constructs, items, scales }: Questionnaire): ModelPlan | null {
  if (!model) return null;
  const involved = constructs.filter(({ id }) => model.paths.some(({ from, to }) => from === id || to === id));
  const ordered: typeof involved = [];
  while (ordered.length < involved.length) {
    const next = involved.find((one) => !ordered.includes(one) && model.paths.every(({ from, to }) => to !== one.id || ordered.some(({ id }) => id === from)));
    if (!next) throw new RangeError('the model has a cycle');
    ordered.push(next);
  }
  const place = (id: string): number => ordered.findIndex((one) => one.id === id);
  let first = 0;
  return {
    target: place(model.target),
    constructs: ordered.map(({ id, items }) => ({ id, first: (first += items.length) - items.length, size: items.length })),
    items: ordered.flatMap((construct) => construct.items).map((id) => {
      const scale = scales[items.find((item) => item.id === id)!.scale];
      return scale.kind === 'rating' ? { id, from: scale.from, to: scale.to } : { id, from: 1, to: 10 };
    }),
    causes: ordered.map(({ id }) => model.paths.filter(({ to }) => to === id).map(({ from }) => place(from)).sort((a, b) => a - b)),
    effects: ordered.map(({ id }) => model.paths.filter(({ from }) => from === id).map(({ to }) => place(to)).sort((a, b) => a - b)),
  };
}
