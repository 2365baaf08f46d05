import { compositesOf, scaleOf, toIndex, weightsInForce, type Composite } from './composites.js';
import { alphaOfSums } from './cronbach.js';
import { figureOf, tooFew, withheldFigure, WITHHELD_BELOW, type Figure } from './figure.js';
import { compositeOfRows } from './indices-of-rows.js';
import type { DimensionFigure, Indices, Rows } from './indices.js';
import { compositeMeasure, type MomentsPlan } from './moments-plan.js';
import type { Moments } from './moments.js';

/**
 * The composites whose own means the moments cannot tell, because one of their items has 1–4 answers: it is withheld, so
 * each respondent's mean has to leave it out. The rows of the selection are needed for them (few, as a rule).
 */
export function compositesThatNeedRows(plan: MomentsPlan, moments: Moments, day: string): Composite[] {
  const few = (item: string): boolean => {
    const n = moments.measures[plan.at.get(`item:${item}`)!];
    return n > 0 && n < WITHHELD_BELOW;
  };
  return compositesOf(plan.questionnaire, weightsInForce(plan.questionnaire, day).weights).filter(({ parts }) => parts.some(({ item }) => few(item)) && parts.some(({ item }) => !few(item)));
}

/**
 * Every index of a selection as of a day from its moments. `rows` reads its respondents and is only called if
 * `compositesThatNeedRows` names any; throws if it is missing then.
 */
export function indicesOfMoments(plan: MomentsPlan, moments: Moments, day: string, rows?: Rows): Indices {
  const { questionnaire } = plan;
  const { items, csat, nps, constructs } = questionnaire;
  const m = moments.measures;
  const weights = weightsInForce(questionnaire, day);
  const meanFigure = (name: string, scaled: (x: number) => number): Figure => {
    const at = plan.at.get(name)!;
    const step = scaled(1) - scaled(0);
    return figureOf(scaled(m[at + 3] / m[at + 1]), { n: m[at], weight: m[at + 1], weightSquared: m[at + 2], squares: m[at + 4] * step * step });
  };
  const needing = new Set(compositesThatNeedRows(plan, moments, day).map(({ kind, id }) => `${kind}:${id}`));
  let respondents: ReturnType<typeof collect> | undefined;
  const collect = () => {
    if (!rows) throw new Error(`the answers themselves are needed: an item of ${[...needing].join(', ')} has fewer than ${WITHHELD_BELOW} answers`);
    return [...rows()];
  };
  const compositeFigure = (composite: Composite): Figure => {
    if (needing.has(`${composite.kind}:${composite.id}`)) return compositeOfRows(composite, (respondents ??= collect()));
    const at = plan.at.get(compositeMeasure(composite, weights.from))!;
    let sum = 0;
    let total = 0;
    for (const part of composite.parts) {
      const item = plan.at.get(`item:${part.item}`)!;
      if (m[item] < WITHHELD_BELOW || part.weight === 0) continue;
      sum += part.weight * toIndex(m[item + 3] / m[item + 1], part);
      total += part.weight;
    }
    // No part is shown; then no respondent's mean is left either.
    if (total === 0) return withheldFigure(0, tooFew(Math.max(0, ...composite.parts.map(({ item }) => m[plan.at.get(`item:${item}`)!]))));
    const value = sum / total;
    return figureOf(value, { n: m[at], weight: m[at + 1], weightSquared: m[at + 2], squares: m[at + 4] + m[at + 1] * (m[at + 3] / m[at + 1] - value) ** 2 });
  };
  const composites = compositesOf(questionnaire, weights.weights);
  const ofKind = (kind: Composite['kind']): [string, Figure][] => composites.filter((one) => one.kind === kind).map((one) => [one.id, compositeFigure(one)]);
  const dimensions = ofKind('dimension').map(([id, figure]): [string, DimensionFigure] => {
    const { alpha, reason } = alphaOfSums(moments.listwise, plan.listwiseAt.get(id)!, constructs.find((one) => one.id === id)!.items.length);
    return [id, { ...figure, alpha: figure.value === null ? null : alpha, alphaReason: figure.value === null ? figure.reason : reason }];
  });
  const same = (x: number): number => x;
  return {
    respondents: moments.respondents,
    indicators: Object.fromEntries(items.filter(({ role }) => role === 'indicator').map(({ id }) => [id, meanFigure(`item:${id}`, (x) => toIndex(x, scaleOf(questionnaire, id)))])),
    dimensions: Object.fromEntries(dimensions),
    modules: Object.fromEntries(ofKind('module')),
    csi: ofKind('csi')[0]?.[1],
    nps: nps === undefined ? undefined : meanFigure('nps', same),
    csat: csat === undefined ? undefined : meanFigure('csat', same),
    gaps: Object.fromEntries(items.filter(({ role }) => role === 'expectation').map(({ id, of }) => {
      const { from, to } = scaleOf(questionnaire, id);
      return [of!, meanFigure(`gap:${of}`, (x) => (x / (to - from)) * 100)];
    })),
  };
}
