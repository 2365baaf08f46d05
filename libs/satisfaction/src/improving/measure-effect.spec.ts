import { describe, expect, it } from '@jest/globals';
import { figureOf, withheldFigure, type Figure } from '../indices/figure.js';
import { measureEffect } from './measure-effect.js';

/** An index of n equal-weight answers with a standard deviation of 20 points. */
const index = (value: number, n: number): Figure => figureOf(value, { n, weight: n, weightSquared: n, squares: n * 400 });

describe('a measure taken', () => {
  it.each<[string, Figure, Figure, string, boolean]>([
    ['60 → 70 of 100 answers each', index(60, 100), index(70, 100), 'effect', false],
    ['60 → 62 of 100 answers each', index(60, 100), index(62, 100), 'no-effect-shown', true],
    ['60 → 60 of 100 answers each', index(60, 100), index(60, 100), 'no-effect-shown', true],
    ['60 → 50 of 100 answers each', index(60, 100), index(50, 100), 'worse', true],
    ['60 → 66 of 10 answers each', index(60, 10), index(66, 10), 'undecided', false],
    ['withheld before', withheldFigure(3, 'Only 3 answers.'), index(66, 100), 'undecided', false],
  ])('%s', (_, before, after, verdict, raise) => {
    expect(measureEffect(before, after)).toMatchObject({ verdict, raise });
  });
  it('tells the interval and whether the goal was reached', () => {
    const { change, goalReached } = measureEffect(index(60, 101), index(70, 101), 72);
    expect([change.difference, change.low!.toFixed(4), change.high!.toFixed(4), goalReached]).toEqual([10, '4.4564', '15.5436', false]);
  });
});
