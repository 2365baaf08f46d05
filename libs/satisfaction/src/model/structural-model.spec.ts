import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Respondent } from '../answers/answers.js';
import { readResponses } from '../answers/read-responses.js';
import { builtInQuestionnaire, MOBILE_SURVEY_FILE } from '../questionnaires/built-in-questionnaires.js';
import { quantile } from './bootstrap.js';
import { csiWeightsOf, derivedImportance } from './derived-importance.js';
import { indicesOfRows } from '../indices/indices-of-rows.js';
import { SCHEMES, type Scheme } from './model-plan.js';
import { estimateModel, type ModelEstimate } from './structural-model.js';

const ecsi = builtInQuestionnaire('ecsi-mobile');
const { responses } = readResponses(ecsi, readFileSync(MOBILE_SURVEY_FILE), 'mobile-survey.csv');
const reference = <T>(name: string): Record<Scheme, T> => JSON.parse(readFileSync(join(CHECKOUT, 'test/reference', name), 'utf8'));
const CLOSE = 1e-6;

type Figures = Record<string, number>;
function apart(found: Readonly<Record<string, number | null>>, expected: Figures): number {
  expect(Object.keys(found).filter((key) => found[key] !== null).sort()).toEqual(Object.keys(expected).sort());
  return Math.max(...Object.entries(expected).map(([key, value]) => Math.abs(found[key]! - value)));
}
const arrows = (list: readonly { from: string; to: string; value: number }[]): Figures => Object.fromEntries(list.map(({ from, to, value }) => [`${from}>${to}`, value]));

describe.each(SCHEMES)('the mobile survey, inner scheme %s', (scheme) => {
  const found = estimateModel(ecsi, responses, scheme);

  it('agrees to 1e-6 with SmartPLS 2.0.M3, as published in the tests of the R package semPLS (Monecke and Leisch 2012)', () => {
    const published = reference<{ weights: Figures; loadings: Figures; paths: Figures; totalEffects: Figures }>('mobile-survey-smartpls.json')[scheme];
    for (const kind of ['weights', 'loadings', 'paths', 'totalEffects'] as const) expect([kind, apart(found[kind], published[kind]) < CLOSE]).toEqual([kind, true]);
  });

  it('agrees to 1e-6 with plain NumPy on the scores themselves (test/bench/pls_numpy.py)', () => {
    const computed = reference<Record<'weights' | 'loadings' | 'r2' | 'ave' | 'rhoC' | 'alpha' | 'latentMean', Figures> & Record<'paths' | 'totalEffects', { from: string; to: string; value: number }[]>>('mobile-survey-numpy.json')[scheme];
    for (const kind of ['weights', 'loadings', 'r2', 'ave', 'rhoC', 'alpha', 'latentMean'] as const) expect([kind, apart(found[kind], computed[kind]) < CLOSE]).toEqual([kind, true]);
    for (const kind of ['paths', 'totalEffects'] as const) expect([kind, apart(found[kind], arrows(computed[kind])) < CLOSE]).toEqual([kind, true]);
  });
});

describe('what follows from the model', () => {
  const found = estimateModel(ecsi, responses);
  it('α of the one complaint item is undefined, and said so', () => {
    expect(found.alphaReasons).toEqual({ complaints: expect.stringMatching(/One item/) });
  });
  it('derived importance is a share of the total effect; satisfaction does not explain itself, loyalty explains nothing', () => {
    const derived = derivedImportance(found);
    const image = ['IMAG1', 'IMAG2', 'IMAG3', 'IMAG4', 'IMAG5'].reduce((sum, id) => sum + derived[id].value!, 0);
    expect(image).toBeCloseTo(found.totalEffects['image>satisfaction'], 12);
    expect([derived.CUSA1.value, derived.CUSL1.value]).toEqual([null, 0]);
  });
  it('the CSI under the model\'s weights is the latent mean of satisfaction (the ACSI formula)', () => {
    expect(indicesOfRows(ecsi, '2026-11-25', responses, csiWeightsOf(found)).csi!.value).toBeCloseTo(found.latentMean.satisfaction, 9);
  });
  it('the order of respondents does not matter, and nor does a respondent who left an item out', () => {
    fc.assert(fc.property(fc.nat(), (seed) => {
      const turned = [...responses.slice(seed % 250), ...responses.slice(0, seed % 250)];
      expect(estimateModel(ecsi, [...turned, { answers: { CUSA1: 1 }, weight: 1 }])).toEqual({ ...found, leftOut: 1 });
    }), { numRuns: 5 });
  });
});

describe('the sign of a latent variable', () => {
  it('makes the sum of its loadings positive, whichever items were asked the other way round', () => {
    const items = ecsi.items.map(({ id }) => id);
    fc.assert(fc.property(fc.subarray(items), fc.constantFrom(...SCHEMES), (turned, scheme) => {
      const rows = responses.map(({ answers }) => ({ weight: 1, answers: Object.fromEntries(Object.entries(answers).map(([id, x]) => [id, turned.includes(id) ? 11 - Number(x) : x])) }));
      let found: ModelEstimate;
      try { found = estimateModel(ecsi, rows, scheme); } catch { return; }
      for (const { id, items } of found.constructs) expect([id, items.reduce((sum, item) => sum + found.loadings[item], 0) >= 0]).toEqual([id, true]);
    }), { numRuns: 30 });
  });
});

describe('the bootstrap', () => {
  const first = estimateModel(ecsi, responses, 'path', { samples: 200, seed: 'spring' });
  it('gives the same intervals for the same seed and others for another, around the figures', () => {
    expect(estimateModel(ecsi, responses, 'path', { samples: 200, seed: 'spring' })).toEqual(first);
    expect(estimateModel(ecsi, responses, 'path', { samples: 200, seed: 'autumn' }).bootstrap).not.toEqual(first.bootstrap);
    for (const [path, { low, high }] of Object.entries(first.bootstrap!.intervals.paths)) expect([path, low < first.paths[path] && first.paths[path] < high]).toEqual([path, true]);
  });
  it('finds the intervals of 1,000 samples that plain NumPy drew by numbers of its own, as far as chance lets two draws agree', () => {
    const peer = (JSON.parse(readFileSync(join(CHECKOUT, 'test/reference/mobile-survey-numpy.json'), 'utf8')) as { bootstrap: { from: string; to: string; low: number; high: number }[] }).bootstrap;
    for (const { from, to, low, high } of peer) {
      const found = first.bootstrap!.intervals.paths[`${from}>${to}`];
      expect([from, to, Math.abs(found.low - low) < 0.06, Math.abs(found.high - high) < 0.06]).toEqual([from, to, true, true]);
    }
  });
  it.each([[0, 7], [0.025, 7.225], [0.5, 11.5], [1, 16]])('quantile type 7 of 7…16 at %p is %p', (p, expected) => {
    expect(quantile(Array.from({ length: 10 }, (_, i) => 7 + i), p)).toBeCloseTo(expected, 12);
  });
  it('refuses a number of samples that says nothing', () => {
    expect(() => estimateModel(ecsi, responses, 'path', { samples: 5, seed: '1' })).toThrow(/expected are 50 to 10,000/);
  });
});

describe('a model is refused, with the reason,', () => {
  const spoiled = (change: (answers: Record<string, number>, i: number) => void, rows: readonly Respondent[] = responses): Respondent[] =>
    rows.map(({ answers }, i) => {
      const copy = { ...answers } as Record<string, number>;
      change(copy, i);
      return { answers: copy, weight: 1 };
    });
  it.each<[string, () => ModelEstimate, RegExp]>([
    ['when the questionnaire has none', () => estimateModel(builtInQuestionnaire('supply-service'), responses), /has no structural model/],
    ['on too few answers', () => estimateModel(ecsi, responses.slice(0, 9)), /Only 9 respondents answered all 24 items/],
    ['on none', () => estimateModel(ecsi, []), /Only 0 respondents/],
    ['when everybody left an item out', () => estimateModel(ecsi, spoiled((a) => { delete a.CUSCO; })), /Only 0 respondents .* \(250 left out\)/],
    ['when an item is constant', () => estimateModel(ecsi, spoiled((a) => { a.PERQ3 = 7; })), /gave the item PERQ3 the same rating/],
    ['when constructs are collinear', () => estimateModel(ecsi, spoiled((a) => { a.PERV1 = a.PERV2 = a.IMAG1 = a.IMAG2 = a.IMAG3 = a.IMAG4 = a.IMAG5 = a.CUEX1; a.CUEX2 = a.CUEX3 = a.CUEX1; })), /cannot be told apart .* collinear/],
    ['when too many bootstrap samples fail', () => estimateModel(ecsi, spoiled((a, i) => { a.CUSCO = i === 0 ? 1 : 7; }), 'path', { samples: 100, seed: '1' }), /of 100 bootstrap samples could not be fitted/],
  ])('%s', (_, estimate, reason) => {
    expect(estimate).toThrow(reason);
  });
});
