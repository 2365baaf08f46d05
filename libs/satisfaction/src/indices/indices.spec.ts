import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Respondent } from '../answers/answers.js';
import { builtInQuestionnaire } from '../questionnaires/built-in-questionnaires.js';
import { importances } from './importance.js';
import { indicesOfMoments } from './indices-of-moments.js';
import { indicesOfRows } from './indices-of-rows.js';
import type { Indices } from './indices.js';
import { gatherMoments, momentsPlan } from './moments-plan.js';
import { mergeMoments, reweighMoments } from './moments.js';
import { pairedTest } from './paired-test.js';
import { prioritise } from './priorities.js';
import { shortPlank } from './short-plank.js';

const supply = builtInQuestionnaire('supply-service');
const plan = momentsPlan(supply);
const DAY = '2026-11-25';
const person = (answers: Record<string, number>, weight = 1): Respondent => ({ answers, weight });
const rows = (n: number, of: (i: number) => Record<string, number>): Respondent[] => Array.from({ length: n }, (_, i) => person(of(i)));
const both = (respondents: Respondent[]): Indices[] => [indicesOfRows(supply, DAY, respondents), indicesOfMoments(plan, gatherMoments(plan, respondents), DAY, () => respondents)];

/** Every number of two answers, by path, that differs by more than the share. */
function differences(a: unknown, b: unknown, share: number, path = ''): string[] {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= share * Math.max(1, Math.abs(a)) ? [] : [`${path}: ${a} ≠ ${b}`];
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences((a as never)[key], (b as never)[key], share, `${path}.${key}`));
  return Object.is(a, b) ? [] : [`${path}: ${a} ≠ ${b}`];
}

describe('indices by hand (domain.md §5.3)', () => {
  it('ratings 6, 7, 8, 9, 10 are 77.78; SE = √(2/4) steps of the scale', () => {
    for (const { indicators } of both(rows(5, (i) => ({ d1_1: 6 + i })))) {
      expect(indicators.d1_1).toMatchObject({ n: 5, unreliable: true });
      expect(indicators.d1_1.value).toBeCloseTo((7 / 9) * 100, 12);
      expect(indicators.d1_1.high! - indicators.d1_1.value!).toBeCloseTo((1.959964 * Math.sqrt(0.5) * 100) / 9, 12);
    }
  });
  it('weights: three times 10 of weight 3 and three times 1 of weight 1 are 75, and count as 4.8 answers', () => {
    const respondents = [10, 10, 10, 1, 1, 1].map((x, i) => person({ d1_1: x }, i < 3 ? 3 : 1));
    for (const { indicators } of both(respondents)) {
      expect(indicators.d1_1.value).toBeCloseTo(75, 12);
      // n_eff = 144/30 = 4.8; Σw(x − m)²/Σw = 0.75 · 0.25 · 100²
      expect(indicators.d1_1.standardError).toBeCloseTo(Math.sqrt(1875 / 3.8), 10);
    }
  });
  it('a dimension is the mean of its indicators, not of the answers; its interval rests on each respondent\'s own mean', () => {
    const respondents = [...rows(10, () => ({ d1_1: 10 })), ...rows(5, () => ({ d1_2: 1 }))];
    for (const { dimensions } of both(respondents)) {
      expect(dimensions.d1).toMatchObject({ value: 50, n: 15, alpha: null, alphaReason: 'Fewer than two complete answers.' });
      expect(dimensions.d1.standardError).toBeCloseTo(Math.sqrt(2500 / 14), 10);
    }
  });
  it('an indicator of four answers is withheld and takes no part in its dimension or in anybody\'s own mean', () => {
    const respondents = rows(8, (i) => ({ d1_1: 10, ...(i < 4 ? { d1_2: 1 } : {}) }));
    for (const { indicators, dimensions } of both(respondents)) {
      expect(indicators.d1_2).toMatchObject({ value: null, n: 4, reason: expect.stringMatching(/withheld/) });
      expect(dimensions.d1).toMatchObject({ value: 100, low: 100, high: 100, n: 8 });
    }
  });
  it('modules average indicators, not dimensions: D1 and D2 of 2 each, D3 of 4 beside D4 of 1', () => {
    const respondents = rows(6, () => ({ d3_1: 10, d3_2: 10, d3_3: 10, d3_4: 10, d4_1: 1 }));
    for (const { modules } of both(respondents)) expect(modules.basic_service.value).toBeCloseTo(80, 12);
  });
  it('CSI is the ACSI formula, NPS 9–10 less 0–6, CSAT 9–10', () => {
    const respondents = rows(10, (i) => ({ overall: i < 4 ? 9 : 6, versus_expectation: 7, versus_ideal: 4, recommend: i }));
    for (const { csi, nps, csat } of both(respondents)) {
      expect(csi!.value).toBeCloseTo(((7.2 - 1 + 6 + 3) / 27) * 100, 10);
      expect([nps!.value, csat!.value]).toEqual([-60, 40]);
    }
  });
  it('the gap to expectation is taken among those who gave both', () => {
    const respondents = [...rows(6, () => ({ d1_1: 4, e1_1: 10 })), ...rows(5, () => ({ d1_1: 10 }))];
    for (const { gaps } of both(respondents)) expect(gaps.d1_1).toMatchObject({ n: 6, value: expect.closeTo(-66.6666666667, 8) });
  });
  it('what nobody answered is missing, never zero', () => {
    for (const { indicators, csi } of both(rows(6, () => ({ d1_1: 5 })))) {
      expect(indicators.d2_1).toMatchObject({ value: null, n: 0, reason: 'Nobody answered.' });
      expect(csi).toMatchObject({ value: null });
    }
  });
});

const rating = fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined, freq: 5 });
const answers = fc.record({ d1_1: rating, d1_2: rating, d2_1: rating, d6_1: rating, va_1: rating, overall: rating, versus_ideal: rating, recommend: rating, e1_1: rating }).map((given) => Object.fromEntries(Object.entries(given).filter(([, x]) => x !== undefined)) as Record<string, number>);
const respondent = fc.record({ answers, weight: fc.oneof(fc.constant(1), fc.double({ min: 0.05, max: 20, noNaN: true }), fc.constant(0)) });
const survey = fc.array(respondent, { minLength: 1, maxLength: 40 });

describe('for any answers and weights', () => {
  it('the moments say what the rows say, to 1e-12', () => {
    fc.assert(fc.property(survey, (respondents) => {
      const [plain, kept] = both(respondents);
      expect(differences(plain, kept, 1e-12)).toEqual([]);
    }), { numRuns: 50 });
  });
  it('cells merged are the whole, and the order of answers does not matter', () => {
    fc.assert(fc.property(survey, fc.nat(40), (respondents, cut) => {
      const merged = gatherMoments(plan, respondents.slice(cut));
      mergeMoments(merged, gatherMoments(plan, respondents.slice(0, cut)));
      const whole = indicesOfMoments(plan, gatherMoments(plan, respondents), DAY, () => respondents);
      const turned = indicesOfMoments(plan, merged, DAY, () => respondents);
      expect(differences(whole, turned, 1e-12)).toEqual([]);
    }), { numRuns: 50 });
  });
  it('only the ratio of weights matters, and kept cells can be weighted anew', () => {
    fc.assert(fc.property(survey, fc.double({ min: 0.01, max: 100, noNaN: true }), (respondents, factor) => {
      const kept = gatherMoments(plan, respondents);
      const heavier = respondents.map(({ answers, weight }) => ({ answers, weight: weight * factor }));
      const plain = indicesOfMoments(plan, kept, DAY, () => respondents);
      expect(differences(plain, indicesOfRows(supply, DAY, heavier), 1e-12)).toEqual([]);
      expect(differences(plain, indicesOfMoments(plan, reweighMoments(kept, factor), DAY, () => heavier), 1e-12)).toEqual([]);
    }), { numRuns: 50 });
  });
  it('the same answers in the same order give the same bits', () => {
    fc.assert(fc.property(survey, (respondents) => {
      expect(gatherMoments(plan, respondents)).toEqual(gatherMoments(plan, respondents.map((one) => ({ ...one }))));
    }), { numRuns: 50 });
  });
});

describe('the short plank', () => {
  const varied = (i: number): Record<string, number> => ({ d1_1: 3 + (i % 3), d1_2: 8 + (i % 2), d2_1: 5 + (i % 4), overall: 4 + (i % 3) });
  const priorities = (respondents: Respondent[]) => {
    const moments = gatherMoments(plan, respondents);
    return prioritise(indicesOfMoments(plan, moments, DAY, () => respondents), importances(plan, moments));
  };
  it('uses the stated importance where half of the respondents gave it', () => {
    const stated = rows(12, (i) => ({ ...varied(i), ...(i < 6 ? { i1_1: 9, i1_2: 5, i2_1: 6 } : {}) }));
    expect(priorities(stated)).toMatchObject({ importance: 'stated', list: [{ indicator: 'd1_1', importance: 9, quadrant: 'concentrate-here' }, { indicator: 'd2_1' }, { indicator: 'd1_2' }] });
  });
  it('falls back to the correlation with overall satisfaction, and says so', () => {
    const fewer = rows(12, (i) => ({ ...varied(i), ...(i < 5 ? { i1_1: 9 } : {}) }));
    const found = priorities(fewer);
    expect(found).toMatchObject({ importance: 'correlation' });
    expect(found.list[0]).toMatchObject({ indicator: 'd1_1', importance: expect.closeTo(1, 12) });
  });
  it('sets aside what cannot be compared: a correlation beside stated means', () => {
    const mixed = rows(12, (i) => ({ ...varied(i), i1_1: 9, i1_2: 5 }));
    expect(priorities(mixed).setAside.find(({ indicator }) => indicator === 'd2_1')?.reason).toMatch(/another kind/);
  });
  it('is tested against the second among the same respondents', () => {
    const respondents = rows(12, (i) => ({ ...varied(i), i1_1: 9, i1_2: 5, i2_1: 6 }));
    const found = shortPlank(supply, priorities(respondents), respondents);
    expect(found).toMatchObject({ importance: 'stated', plank: { indicator: 'd1_1' }, second: { indicator: 'd2_1' }, test: { n: 12, degreesOfFreedom: 11 } });
  });
  it("Student's sleep data (1908: hours gained under two drugs, ten patients): t = −4.0621, df 9, p = 0.002833", () => {
    const draft = structuredClone(supply);
    draft.scales.rating = { ...draft.scales.rating, kind: 'rating', from: 0, to: 100 } as never;
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const test = pairedTest(draft, 'd1_1', 'd1_2', first.map((x, i) => person({ d1_1: x, d1_2: second[i] })));
    expect([test.t!.toFixed(4), test.degreesOfFreedom!.toFixed(6), test.p!.toFixed(6)]).toEqual(['-4.0621', '9.000000', '0.002833']);
  });
  it('is none where fewer than two indicators can be compared', () => {
    const respondents = rows(3, varied);
    expect(shortPlank(supply, priorities(respondents), respondents)).toMatchObject({ reason: expect.stringMatching(/Fewer than two/) });
  });
});
