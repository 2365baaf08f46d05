import type { Respondent } from '../answers/answers.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { compositesOf, toIndex, type Composite } from './composites.js';
import { addPair, addValue, emptyMoments, MEASURE_SIZE, PAIR_SIZE, type Moments } from './moments.js';

/** Which place of a cell's moments means what, and how a respondent is added. One plan a questionnaire edition. */
export interface MomentsPlan {
  readonly questionnaire: Questionnaire;
  /** Names of the measures in their order: `item:d1_1`, `nps`, `csat`, `gap:d1_1`, `dimension:d1@1900-01-01`, … */
  readonly measures: readonly string[];
  /** Where a measure begins in `Moments.measures`. */
  readonly at: ReadonlyMap<string, number>;
  /** Where the pair of an indicator and overall satisfaction begins in `Moments.pairs`. */
  readonly pairAt: ReadonlyMap<string, number>;
  /** Where a construct begins in `Moments.listwise`: n, Σs, Σs² of the sum s of its items, then Σx, Σx² of each item. */
  readonly listwiseAt: ReadonlyMap<string, number>;
  empty(): Moments;
  add(to: Moments, respondent: Respondent): void;
}

/** The name of a composite's measure under the weights that begin on a day. */
export const compositeMeasure = ({ kind, id }: Composite, weightsFrom: string): string => (kind === 'csi' ? 'csi' : `${kind}:${id}@${weightsFrom}`);

/** What 9–10, 7–8 and 0–6 count in the NPS. */
export const recommending = (rating: number): number => (rating >= 9 ? 100 : rating <= 6 ? -100 : 0);
/** What 9–10 and less count in the CSAT. */
export const satisfied = (rating: number): number => (rating >= 9 ? 100 : 0);

/** The plan of a questionnaire: composites are kept under each dated entry of its indicator weights. */
export function momentsPlan(questionnaire: Questionnaire): MomentsPlan {
  const { items, scales, csat, nps, constructs, indicatorWeights } = questionnaire;
  const rated = items.filter((item) => scales[item.scale].kind === 'rating').map(({ id }) => id);
  const gaps = items.filter(({ role }) => role === 'expectation').map(({ id, of }) => [of!, id] as const);
  const composites = indicatorWeights.flatMap(({ from, weights }, i) => compositesOf(questionnaire, weights).filter(({ kind }) => i === 0 || kind !== 'csi').map((one) => [compositeMeasure(one, from), one] as const));
  const measures = [...rated.map((id) => `item:${id}`), ...(nps ? ['nps'] : []), ...(csat ? ['csat'] : []), ...gaps.map(([id]) => `gap:${id}`), ...composites.map(([name]) => name)];
  const paired = csat ? items.filter(({ role, id }) => role === 'indicator' && id !== csat).map(({ id }) => id) : [];
  const at = new Map(measures.map((name, i) => [name, i * MEASURE_SIZE]));
  const pairAt = new Map(paired.map((id, i) => [id, i * PAIR_SIZE]));
  const listwiseAt = new Map<string, number>();
  let listwise = 0;
  for (const { id, items } of constructs) {
    listwiseAt.set(id, listwise);
    listwise += 3 + 2 * items.length;
  }
  const place = new Map(rated.map((id, i) => [id, i]));
  const placeOf = (id: string): number => place.get(id)!;
  const layout: Layout = {
    scores: [...(nps ? [{ item: placeOf(nps), score: recommending }] : []), ...(csat ? [{ item: placeOf(csat), score: satisfied }] : [])],
    gaps: gaps.map(([item, expectation]) => [placeOf(item), placeOf(expectation)]),
    composites: composites.map(([, { parts }]) => parts.map((part) => ({ ...part, item: placeOf(part.item) }))),
    overall: csat === undefined ? -1 : placeOf(csat),
    paired: Int32Array.from(paired, placeOf),
    constructs: constructs.map(({ items }) => Int32Array.from(items, placeOf)),
  };
  // One respondent's ratings by place, NaN where not answered; reused, since a projection adds millions.
  const ratings = new Float64Array(rated.length);
  return {
    questionnaire, measures, at, pairAt, listwiseAt,
    empty: () => emptyMoments(measures.length, paired.length, listwise),
    add(to, { answers, weight }) {
      ratings.fill(NaN);
      for (const id in answers) {
        const i = place.get(id);
        const answer = answers[id];
        if (i !== undefined && typeof answer === 'number') ratings[i] = answer;
      }
      to.respondents += 1;
      addListwise(to.listwise, layout, ratings);
      if (weight > 0) addWeighted(to, layout, ratings, weight);
    },
  };
}

/** A plan by place in the ratings. */
interface Layout {
  readonly scores: readonly { readonly item: number; readonly score: (rating: number) => number }[];
  readonly gaps: readonly (readonly [item: number, expectation: number])[];
  readonly composites: readonly (readonly { readonly item: number; readonly weight: number; readonly from: number; readonly to: number }[])[];
  readonly overall: number;
  readonly paired: Int32Array;
  readonly constructs: readonly Int32Array[];
}

function addWeighted(to: Moments, { scores, gaps, composites, overall, paired }: Layout, ratings: Float64Array, weight: number): void {
  const measures = to.measures;
  let next = 0;
  const add = (x: number): void => {
    // NaN, not answered, is unequal to itself.
    if (x === x) addValue(measures, next, x, weight);
    next += MEASURE_SIZE;
  };
  for (let i = 0; i < ratings.length; i++) add(ratings[i]);
  for (const { item, score } of scores) add(ratings[item] === ratings[item] ? score(ratings[item]) : NaN);
  for (const [item, expectation] of gaps) add(ratings[item] - ratings[expectation]);
  for (const parts of composites) {
    let sum = 0;
    let total = 0;
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p];
      const rating = ratings[part.item];
      if (rating !== rating) continue;
      sum += part.weight * toIndex(rating, part);
      total += part.weight;
    }
    add(total > 0 ? sum / total : NaN);
  }
  if (overall < 0 || ratings[overall] !== ratings[overall]) return;
  for (let i = 0; i < paired.length; i++) {
    const rating = ratings[paired[i]];
    if (rating === rating) addPair(to.pairs, i * PAIR_SIZE, rating, ratings[overall], weight);
  }
}

function addListwise(to: Float64Array, { constructs }: Layout, ratings: Float64Array): void {
  let begin = 0;
  for (const members of constructs) {
    let sum = 0;
    for (let i = 0; i < members.length; i++) sum += ratings[members[i]];
    if (sum === sum) {
      to[begin] += 1;
      to[begin + 1] += sum;
      to[begin + 2] += sum * sum;
      for (let i = 0; i < members.length; i++) {
        const rating = ratings[members[i]];
        to[begin + 3 + 2 * i] += rating;
        to[begin + 4 + 2 * i] += rating * rating;
      }
    }
    begin += 3 + 2 * members.length;
  }
}

/** The moments of these respondents, added in their order. */
export function gatherMoments(plan: MomentsPlan, respondents: Iterable<Respondent>): Moments {
  const moments = plan.empty();
  for (const respondent of respondents) plan.add(moments, respondent);
  return moments;
}
