import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsRank, named, ranked } from './selection.js';

describe('a selection of customers', () => {
  it('finds exactly those that were chosen, whoever they are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 200 }), fc.infiniteStream(fc.boolean()), (everybody, coin) => {
        const chosen = new Set(everybody.filter(() => coin.next().value));
        const selection = ranked(everybody, chosen, 7);
        everybody.forEach((customerNo, rank) => expect(holdsRank(selection, rank)).toBe(chosen.has(customerNo)));
        expect(selection.count).toBe(chosen.size);
      }),
    );
  });

  it('stays small: thirty thousand customers are a line, and half of them at random four kilobytes', () => {
    const everybody = Array.from({ length: 30_000 }, (_, i) => `C${i}`);
    expect(JSON.stringify(ranked(everybody, new Set(everybody), 1)).length).toBeLessThan(150);
    let seed = 1;
    const half = new Set(everybody.filter(() => (seed = (seed * 48271) % 2147483647) % 2 === 0));
    expect(JSON.stringify(ranked(everybody, half, 1)).length).toBeLessThan(5500);
  });

  it('never drops somebody in silence', () => {
    expect(() => ranked(['C1'], new Set(['C2']), 1)).toThrow(/not known at position 1/);
    expect(named(['B', 'A', 'B'])).toEqual({ form: 'named', customers: ['A', 'B'] });
  });
});
