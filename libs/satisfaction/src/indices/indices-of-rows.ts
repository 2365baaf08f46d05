import type { Respondent } from '../answers/answers.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { compositesOf, ownMean, scaleOf, toIndex, weightsInForce, type Composite } from './composites.js';
import { cronbachAlpha } from './cronbach.js';
import { figureOf, tooFew, withheldFigure, WITHHELD_BELOW, type Figure } from './figure.js';
import type { DimensionFigure, Indices } from './indices.js';
import { recommending, satisfied } from './moments-plan.js';
import { sumOf } from './summing.js';

type Value = readonly [x: number, w: number];

/** The weighted mean of values of weight > 0 and their spread around `centre`, which is the mean itself unless given. */
function meanFigure(values: readonly Value[], scaled: (x: number) => number, centre?: number): Figure {
  const weight = sumOf(values, ([, w]) => w);
  const mean = values.length === 0 ? NaN : sumOf(values, ([x, w]) => w * x) / weight;
  const value = centre ?? scaled(mean);
  const step = scaled(1) - scaled(0);
  const squares = centre === undefined ? sumOf(values, ([x, w]) => w * (x - mean) ** 2) * step * step : sumOf(values, ([x, w]) => w * (scaled(x) - value) ** 2);
  return figureOf(value, { n: values.length, weight, weightSquared: sumOf(values, ([, w]) => w * w), squares });
}

const same = (x: number): number => x;

function valuesOf(respondents: readonly Respondent[], of: (answers: Respondent['answers']) => number): Value[] {
  return respondents.flatMap(({ answers, weight }): Value[] => {
    const x = of(answers);
    return weight > 0 && !Number.isNaN(x) ? [[x, weight]] : [];
  });
}

/** What a rating counts; NaN, which takes no part, where it is missing: never zero. */
const rating = (id: string, counts: (rating: number) => number = same) => (answers: Respondent['answers']): number => {
  const answer = answers[id];
  return typeof answer === 'number' ? counts(answer) : NaN;
};

/** A composite: the mean of its parts' indices, its interval from each respondent's own mean, withheld parts left out. */
export function compositeOfRows(composite: Composite, respondents: readonly Respondent[]): Figure {
  const means = composite.parts.map((part) => ({ part, values: valuesOf(respondents, rating(part.item)) }));
  const without = new Set(means.filter(({ values }) => values.length < WITHHELD_BELOW).map(({ part }) => part.item));
  const shown = means.filter(({ part }) => !without.has(part.item) && part.weight > 0);
  const own = valuesOf(respondents, (answers) => ownMean(composite, answers, without));
  if (shown.length === 0) return withheldFigure(own.length, tooFew(Math.max(0, ...means.map(({ values }) => values.length))));
  const total = sumOf(shown, ({ part }) => part.weight);
  const index = sumOf(shown, ({ part, values }) => part.weight * toIndex(sumOf(values, ([x, w]) => w * x) / sumOf(values, ([, w]) => w), part)) / total;
  return meanFigure(own, same, index);
}

/** The plain way: every index straight from the answers. `indices-of-moments.ts` must agree with it to 1e-12. */
export function indicesOfRows(questionnaire: Questionnaire, day: string, respondents: readonly Respondent[], csiWeights?: Readonly<Record<string, number>>): Indices {
  const { items, constructs, csat, nps } = questionnaire;
  const composites = compositesOf(questionnaire, weightsInForce(questionnaire, day).weights, csiWeights);
  const ofKind = (kind: Composite['kind']): [string, Figure][] => composites.filter((one) => one.kind === kind).map((one) => [one.id, compositeOfRows(one, respondents)]);
  const dimensions = ofKind('dimension').map(([id, figure]): [string, DimensionFigure] => {
    const members = constructs.find((construct) => construct.id === id)!.items;
    const complete = respondents.map(({ answers }) => members.map((member) => answers[member])).filter((row) => row.every((x) => typeof x === 'number')) as number[][];
    const { alpha, reason } = cronbachAlpha(complete, members.length);
    return [id, { ...figure, alpha: figure.value === null ? null : alpha, alphaReason: figure.value === null ? figure.reason : reason }];
  });
  return {
    respondents: respondents.length,
    indicators: Object.fromEntries(items.filter(({ role }) => role === 'indicator').map(({ id }) => [id, meanFigure(valuesOf(respondents, rating(id)), (x) => toIndex(x, scaleOf(questionnaire, id)))])),
    dimensions: Object.fromEntries(dimensions),
    modules: Object.fromEntries(ofKind('module')),
    csi: ofKind('csi')[0]?.[1],
    nps: nps === undefined ? undefined : meanFigure(valuesOf(respondents, rating(nps, recommending)), same),
    csat: csat === undefined ? undefined : meanFigure(valuesOf(respondents, rating(csat, satisfied)), same),
    gaps: Object.fromEntries(items.filter(({ role }) => role === 'expectation').map(({ id, of }) => {
      const { from, to } = scaleOf(questionnaire, id);
      return [of!, meanFigure(valuesOf(respondents, (answers) => rating(of!)(answers) - rating(id)(answers)), (x) => (x / (to - from)) * 100)];
    })),
  };
}
