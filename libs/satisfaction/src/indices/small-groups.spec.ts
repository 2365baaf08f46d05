import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askableStates, stateOn, withheldCells, type DayOfCells } from './small-groups.js';

describe('cells of one parent', () => {
  it.each<[string, Record<string, number>, string[]]>([
    ['both large', { north: 20, south: 9 }, []],
    ['one small: the other would tell it by subtraction', { north: 20, south: 3 }, ['north', 'south']],
    ['one small among several', { north: 20, south: 20, west: 4 }, ['west']],
    ['nobody in one: nothing to recognise', { north: 20, south: 0 }, []],
    ['two small that together are no small rest', { north: 20, south: 3, west: 2 }, ['south', 'west']],
    ['two small that together are a small rest', { north: 20, south: 3, west: 1 }, ['north', 'south', 'west']],
    ['exactly five', { north: 5, south: 5 }, []],
    ['one cell alone', { all: 4 }, ['all']],
  ])('%s', (_, counts, withheld) => {
    expect(Object.keys(withheldCells(counts)).sort()).toEqual(withheld);
  });
});

describe('days that can be asked', () => {
  const days = (...gained: Record<string, number>[]): DayOfCells[] => gained.map((one, i) => ({ day: `2026-11-0${i + 1}`, gained: one }));
  it.each<[string, DayOfCells[], string[]]>([
    ['a wave that gains enough each day', days({ all: 7 }, { all: 5 }, { all: 6 }), ['01 7', '02 12', '03 18']],
    ['a single late answer waits until four more have come', days({ all: 7 }, { all: 1 }, { all: 3 }, { all: 1 }), ['01 7', '04 12']],
    ['a wave that starts slowly is withheld and then told whole', days({ all: 2 }, { all: 2 }, { all: 2 }), ['01 -', '02 -', '03 6']],
    ['a day without answers changes nothing', days({ all: 7 }, {}, { all: 5 }), ['01 7', '03 12']],
  ])('%s', (_, given, expected) => {
    expect(askableStates(given).map(({ day, counts, withheld }) => `${day.slice(-2)} ${withheld.all ? '-' : counts.all}`)).toEqual(expected);
  });
  it('one region that gained two holds its sisters back: their move would tell the two', () => {
    const states = askableStates(days({ north: 10, south: 10 }, { north: 6, south: 2 }, { south: 3 }));
    expect(states.map(({ day, counts }) => [day.slice(-2), counts])).toEqual([['01', { north: 10, south: 10 }], ['03', { north: 16, south: 15 }]]);
  });
  it('cells move only on days of their parent', () => {
    const given = days({ north: 10 }, { south: 8 }, { north: 7 });
    expect(askableStates(given, ['2026-11-01', '2026-11-03']).map(({ day }) => day.slice(-2))).toEqual(['01', '03']);
  });
  it('a question about a day in between gets the state before it', () => {
    const states = askableStates(days({ all: 7 }, { all: 1 }));
    expect([stateOn(states, '2026-11-02')?.counts.all, stateOn(states, '2026-10-31')]).toEqual([7, null]);
  });

  it('for any answers on any days: what is told, and every difference of two states with the parent, is 0 or at least 5', () => {
    const cells = ['a', 'b', 'c'];
    const day = fc.record({ a: fc.nat(9), b: fc.nat(9), c: fc.nat(3) });
    fc.assert(fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), (gains) => {
      const given = gains.map((gained, i) => ({ day: `2026-11-${String(i + 1).padStart(2, '0')}`, gained }));
      const parents = askableStates(given.map(({ day, gained }) => ({ day, gained: { all: gained.a + gained.b + gained.c } })));
      const states = askableStates(given, parents.map(({ day }) => day));
      const fine = (n: number): boolean => n === 0 || n >= 5;
      const sum = (counts: Readonly<Record<string, number>>): number => cells.reduce((total, cell) => total + (counts[cell] ?? 0), 0);
      for (const [i, state] of states.entries()) {
        for (const cell of cells.filter((one) => state.counts[one] && !state.withheld[one])) {
          expect(fine(state.counts[cell]) && fine(sum(state.counts) - state.counts[cell])).toBe(true);
          for (const later of states.slice(i + 1)) {
            expect(later.withheld[cell]).toBeUndefined();
            const gain = later.counts[cell] - state.counts[cell];
            expect(fine(gain) && fine(sum(later.counts) - sum(state.counts) - gain)).toBe(true);
          }
        }
      }
    }));
  });
});
