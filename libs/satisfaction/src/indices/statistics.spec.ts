import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeBetween, holm, trendChanges } from './change-tests.js';
import { cronbachAlpha } from './cronbach.js';
import { chiSquareUpper, logGamma, normalTwoSided, studentTwoSided } from './distributions.js';
import { figureOf, Z } from './figure.js';
import { rake } from './raking.js';
import { representativeness } from './representativeness.js';
import { responseRate, sampleSize } from './sample-size.js';

describe('tail probabilities', () => {
  it.each<[string, number, number]>([
    ['normal, 1.959963984540054 (the 97.5 % point)', normalTwoSided(1.959963984540054), 0.05],
    ["Student's t, 10 df, 2.228138851964939 (tables)", studentTwoSided(2.228138851964939, 10), 0.05],
    ["Student's t, 1 df, 12.706204736432095 (tables)", studentTwoSided(12.706204736432095, 1), 0.05],
    ['chi-square, 1 df, 3.841458820694124 (tables)', chiSquareUpper(3.841458820694124, 1), 0.05],
    ['chi-square, 10 df, 18.307038053275146 (tables)', chiSquareUpper(18.307038053275146, 10), 0.05],
    ['t, 100,000 df against just above it', studentTwoSided(2, 100_000) - studentTwoSided(2, 100_001), 0],
    ['chi-square, 2 df is exp(−x/2)', chiSquareUpper(7, 2), Math.exp(-3.5)],
    ['ln Γ(11) = ln 10!', logGamma(11), Math.log(3_628_800)],
    ['normal, 0', normalTwoSided(0), 1],
    ["t of many df is normal", studentTwoSided(1.959963984540054, 1e9), 0.05],
  ])('%s', (_, found, expected) => {
    expect(Math.abs(found - expected)).toBeLessThan(5e-9);
  });
});

describe('sample size for ± 5 % (domain.md §5.3)', () => {
  it.each<[number | undefined, number]>([[undefined, 385], [500, 218], [1_000, 278], [5_000, 357], [100_000, 383], [1, 1]])('frame %p: %p', (population, expected) => {
    expect(sampleSize({ margin: 0.05, population })).toBe(expected);
  });
  it('refuses a margin that is none', () => expect(() => sampleSize({ margin: 5 })).toThrow(/no share between 0 and 1/));
  it('response rate', () => expect([responseRate(30, 120), responseRate(3, 0), responseRate(3, undefined)]).toEqual([0.25, null, null]));
});

describe("Cronbach's α", () => {
  it('of ten answers to three questions: item variances and the variance of the sum by hand', () => {
    // The example of R's fmsb::CronbachAlpha (after Bland and Altman 1997).
    const q = [[1, 2, 2], [5, 4, 5], [2, 1, 1], [3, 2, 3], [4, 4, 3], [2, 1, 2], [3, 2, 2], [4, 5, 4], [3, 2, 2], [2, 1, 2]];
    const variance = (x: number[]): number => { const m = x.reduce((a, b) => a + b) / x.length; return x.reduce((a, b) => a + (b - m) ** 2, 0) / (x.length - 1); };
    const byHand = (3 / 2) * (1 - [0, 1, 2].reduce((s, j) => s + variance(q.map((r) => r[j])), 0) / variance(q.map((r) => r[0] + r[1] + r[2])));
    expect(cronbachAlpha(q).alpha).toBeCloseTo(byHand, 12);
  });
  it.each<[string, number[][], number, RegExp]>([
    ['one item', [[1], [2], [3]], 1, /One item/],
    ['one complete answer', [[1, 2]], 2, /two complete/],
    ['none', [], 2, /two complete/],
    ['a sum that does not vary', [[1, 3], [2, 2], [3, 1]], 2, /does not vary/],
  ])('is undefined, and says so, for %s', (_, rows, k, reason) => {
    expect(cronbachAlpha(rows, k)).toMatchObject({ alpha: null, reason: expect.stringMatching(reason) });
  });
  it('is not cut off at 0', () => {
    expect(cronbachAlpha([[1, 5], [2, 4], [3, 3.5], [5, 1]]).alpha!).toBeLessThan(0);
  });
});

describe('an interval', () => {
  it('of an NPS: 162 promoters, 108 passives, 54 detractors (the hat of tickets of Cross Validated, "How can I calculate margin of error in a NPS result?": variance 5/9)', () => {
    const nps = 100 / 3;
    const squares = 162 * (100 - nps) ** 2 + 108 * nps ** 2 + 54 * (100 + nps) ** 2;
    const figure = figureOf(nps, { n: 324, weight: 324, weightSquared: 324, squares });
    // There the divisor is n; domain.md §5.3 takes n − 1.
    expect(figure.standardError! * Math.sqrt(323 / 324)).toBeCloseTo(100 * Math.sqrt(5 / 9 / 324), 10);
    expect(figure.high! - figure.value!).toBeCloseTo(Z * figure.standardError!, 12);
  });
  it('is not told where one respondent outweighs all others', () => {
    expect(figureOf(50, { n: 6, weight: 1e12 + 5, weightSquared: 1e24 + 5, squares: 1 })).toMatchObject({ value: 50, low: null, reason: expect.stringMatching(/outweighs/) });
  });
  it.each([[4, true, null], [5, true, 50], [29, true, 50], [30, false, 50]])('n = %p: unreliable %p, value %p', (n, unreliable, value) => {
    expect(figureOf(50, { n, weight: n, weightSquared: n, squares: 100 })).toMatchObject({ n, unreliable, value });
  });
});

describe('raking', () => {
  const table = (rows: number[][]): { categories: { row: string; column: string }; weight: number }[] => rows.flatMap((row, r) => row.map((weight, c) => ({ categories: { row: `r${r}`, column: `c${c}` }, weight })));
  it('fits the example of Wikipedia, "Iterative proportional fitting", which stops after three rounds with rows still 0.14 off', () => {
    const cells = table([[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]);
    const { factors } = rake(cells, { row: { r0: 150, r1: 300, r2: 400, r3: 150 }, column: { c0: 200, c1: 300, c2: 400, c3: 100 } });
    const fitted = cells.map(({ weight }, i) => (weight * factors[i] * 1000) / cells.reduce((sum, cell) => sum + cell.weight, 0));
    const published = [64.61, 46.28, 35.42, 3.83, 49.95, 68.15, 156.49, 25.37, 56.7, 144.4, 145.06, 53.76, 28.74, 41.18, 63.03, 17.03];
    for (const [i, expected] of published.entries()) expect(Math.abs(fitted[i] - expected)).toBeLessThan(0.06);
  });
  it('keeps the sum of all weights, starts from the weights given, and does nothing where they fit already', () => {
    const { factors, rounds } = rake(table([[2, 2], [1, 1]]), { row: { r0: 2, r1: 1 }, column: { c0: 1, c1: 1 } });
    expect([factors, rounds]).toEqual([[1, 1, 1, 1], 0]);
  });
  it.each<[string, number[][], Record<string, Record<string, number>>, RegExp]>([
    ['a category of the frame in which nobody answered', [[3, 3]], { row: { r0: 1, r1: 1 } }, /Nobody of row r1 answered, but 50.0 % of the frame are/],
    ['respondents outside the frame', [[3], [3]], { row: { r0: 1 } }, /of row r1, which the frame does not know/],
    ['respondents without a category', [[3]], { region: { north: 1 } }, /have no region/],
    ['a negative share', [[3]], { row: { r0: -1 } }, /a share is 0 or more/],
    ['an empty frame', [[3]], { row: { r0: 0 } }, /nobody in any row/],
    ['weights that are all zero', [[0, 0]], { row: { r0: 1 } }, /All weights are 0/],
    ['combinations that contradict the frame', [[1, 0], [0, 1]], { row: { r0: 1, r1: 3 }, column: { c0: 1, c1: 1 } }, /do not settle/],
  ])('refuses %s', (_, rows, margins, reason) => {
    expect(() => rake(table(rows), margins)).toThrow(reason);
  });
  it('meets every margin for any weights', () => {
    const weights = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 });
    const shares = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(fc.property(weights, shares, (w, s) => {
      const cells = table([w.slice(0, 3), w.slice(3)]);
      const { factors } = rake(cells, { row: { r0: s[0], r1: s[1] }, column: { c0: s[2], c1: s[3], c2: s[4] } });
      const raked = cells.map(({ weight }, i) => weight * factors[i]);
      const total = raked.reduce((a, b) => a + b);
      expect(total).toBeCloseTo(w.reduce((a, b) => a + b), 8);
      expect((raked[0] + raked[1] + raked[2]) / total).toBeCloseTo(s[0] / (s[0] + s[1]), 8);
      expect((raked[0] + raked[3]) / total).toBeCloseTo(s[2] / (s[2] + s[3] + s[4]), 8);
    }));
  });
});

describe('representativeness', () => {
  it("of Mendel's peas (1866: 315, 101, 108, 32 against 9 : 3 : 3 : 1): chi-square 0.470, p 0.925", () => {
    const { chiSquare, p, degreesOfFreedom, rough } = representativeness({ a: 9, b: 3, c: 3, d: 1 }, { a: 315, b: 101, c: 108, d: 32 });
    expect([chiSquare.toFixed(3), p!.toFixed(3), degreesOfFreedom, rough]).toEqual(['0.470', '0.925', 3, false]);
  });
  it('refuses what the frame does not know, and nobody', () => {
    expect(() => representativeness({ a: 1 }, { b: 2 })).toThrow(/the frame has nobody/);
    expect(() => representativeness({ a: 1 }, {})).toThrow(/Nobody was observed/);
  });
});

describe('changes', () => {
  it('Holm (1979): 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005, null]).map((p) => p && Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02, null]);
  });
  const figure = (value: number, standardError: number) => ({ value, n: 100, low: value - Z * standardError, high: value + Z * standardError, unreliable: false, standardError });
  it('a difference of two standard errors of the difference', () => {
    const change = changeBetween(figure(60, 3), figure(70, 4));
    expect(change).toMatchObject({ difference: 10, z: 2, significant: true });
    expect(change.p).toBeCloseTo(0.0455002638963584, 10);
  });
  it('what is shown alone is no longer shown among many', () => {
    const many = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, figure(60, 3)]));
    const steps = trendChanges([{ key: 'w1', figures: many }, { key: 'w2', figures: { ...many, a: figure(70, 4) } }]);
    expect(steps.map(({ id, change }) => [id, change.significant])).toEqual([['a', false], ['b', false], ['c', false]]);
    expect(steps[0].change.pHolm).toBeCloseTo(3 * 0.0455002638963584, 10);
  });
});
