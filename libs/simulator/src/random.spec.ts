import { describe, expect, it } from '@jest/globals';
import { Random, randomFor } from './random.js';

describe('the random numbers', () => {
  it('are those of xoshiro128** as its authors published it', () => {
    const random = new Random([1, 2, 3, 4]);
    const numbers = Array.from({ length: 10 }, () => random.next());
    expect(numbers).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]);
  });
  it('hang on seed, customer and topic alone', () => {
    expect(randomFor('7', 'S1', 'billing').next()).toBe(randomFor('7', 'S1', 'billing').next());
    const others = [randomFor('8', 'S1', 'billing'), randomFor('7', 'S2', 'billing'), randomFor('7', 'S1', 'legal'), randomFor('7S', '1', 'billing')];
    for (const other of others) expect(other.next()).not.toBe(randomFor('7', 'S1', 'billing').next());
  });
  it('stay in their range, reach both ends and keep their weights', () => {
    const random = randomFor('range', '', '');
    const drawn = Array.from({ length: 2_000 }, () => random.between(-1, 2));
    expect([...new Set(drawn)].sort()).toEqual([-1, 0, 1, 2]);
    const picked = Array.from({ length: 4_000 }, () => random.pickWeighted([['a', 3], ['never', 0], ['b', 1]]));
    expect(picked).not.toContain('never');
    expect(picked.filter((letter) => letter === 'a').length / 4_000).toBeCloseTo(0.75, 1);
  });
});
