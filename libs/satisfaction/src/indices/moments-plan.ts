import type { Respondent } from '../answers/answers.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { compositesOf, ownMean, type Composite } from './composites.js';
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
  return {
    questionnaire, measures, at, pairAt, listwiseAt,
    empty: () => emptyMoments(measures.length, paired.length, listwise),
    add(to, { answers, weight }) {
      to.respondents += 1;
      addListwise(to.listwise, answers);
      if (!(weight > 0)) return;
      for (let i = 0; i < rated.length; i++) {
        const answer = answers[rated[i]];
        if (typeof answer === 'number') addValue(to.measures, i * MEASURE_SIZE, answer, weight);
      }
      let next = rated.length * MEASURE_SIZE;
      for (const [item, score] of [[nps, recommending], [csat, satisfied]] as const) {
        if (!item) continue;
        const answer = answers[item];
        if (typeof answer === 'number') addValue(to.measures, next, score(answer), weight);
        next += MEASURE_SIZE;
      }
      for (const [item, expectation] of gaps) {
        const [a, b] = [answers[item], answers[expectation]];
        if (typeof a === 'number' && typeof b === 'number') addValue(to.measures, next, a - b, weight);
        next += MEASURE_SIZE;
      }
      for (const [, composite] of composites) {
        const mean = ownMean(composite, answers);
        if (mean === mean) addValue(to.measures, next, mean, weight);
        next += MEASURE_SIZE;
      }
      const overall = csat === undefined ? undefined : answers[csat];
      if (typeof overall !== 'number') return;
      for (let i = 0; i < paired.length; i++) {
        const answer = answers[paired[i]];
        if (typeof answer === 'number') addPair(to.pairs, i * PAIR_SIZE, answer, overall, weight);
      }
    },
  };

  function addListwise(to: Float64Array, answers: Respondent['answers']): void {
    let at = 0;
    for (const construct of constructs) {
      const begin = at;
      at += 3 + 2 * construct.items.length;
      let sum = 0;
      for (const id of construct.items) {
        const answer = answers[id];
        sum += typeof answer === 'number' ? answer : NaN;
      }
      if (sum !== sum) continue;
      to[begin] += 1;
      to[begin + 1] += sum;
      to[begin + 2] += sum * sum;
      for (const [i, id] of construct.items.entries()) {
        const answer = answers[id] as number;
        to[begin + 3 + 2 * i] += answer;
        to[begin + 4 + 2 * i] += answer * answer;
      }
    }
  }
}

/** The moments of these respondents, added in their order. */
export function gatherMoments(plan: MomentsPlan, respondents: Iterable<Respondent>): Moments {
  const moments = plan.empty();
  for (const respondent of respondents) plan.add(moments, respondent);
  return moments;
}
