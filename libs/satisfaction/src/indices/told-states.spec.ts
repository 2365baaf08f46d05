import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admitAnswers, NOTHING_TOLD, toldOn, type ToldHistory, type WaitingDay } from './told-states.js';

const waiting = (...gains: Record<string, number>[]): WaitingDay[] => gains.map((region, i) => ({ day: `2026-11-0${i + 1}`, counts: { region } }));
const DAYS = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-07'];
const shown = (history: ToldHistory): string[] => DAYS.flatMap((day) => {
  const state = toldOn(history, day);
  return state?.day !== day ? [] : [`${day.slice(-2)} ${Object.entries(state.counts.region).map(([cell, n]) => `${cell}${state.withheld.region?.[cell] ? '-' : n}`).join(' ')}`];
});

describe('what may be told of a selection and its cells', () => {
  it.each<[string, WaitingDay[], string[]]>([
    ['enough each day', waiting({ N: 20, S: 9 }, { N: 5, S: 6 }), ['01 N20 S9', '02 N25 S15']],
    ['fewer than five in all are not told', waiting({ N: 4 }), []],
    ['a slow beginning is joined', waiting({ N: 2 }, { N: 2 }, { N: 2 }), ['03 N6']],
    ['one region that gained two holds its sisters back', waiting({ N: 10, S: 10 }, { N: 6, S: 2 }, { S: 3 }), ['01 N10 S10', '03 N16 S15']],
    ['the only small one takes the smallest of its sisters with it', waiting({ N: 20, S: 9, W: 3 }), ['01 N20 S- W-']],
    ['two small ones hide each other', waiting({ N: 20, S: 9, W: 3, E: 2 }), ['01 N20 S9 W- E-']],
    ['the partner stays until it has moved: its figure of yesterday would tell', waiting({ N: 20, S: 9, W: 3 }, { N: 20, W: 10 }), ['01 N20 S- W-', '02 N40 S- W-']],
    ['then both are told', waiting({ N: 20, S: 9, W: 3 }, { N: 20, S: 5, W: 10 }), ['01 N20 S- W-', '02 N40 S14 W13']],
  ])('%s', (_, days, expected) => {
    expect(shown(admitAnswers(NOTHING_TOLD, days).history)).toEqual(expected);
  });

  it('late answers count from their own day where they are whole, and else from the last day that was told of', () => {
    const first = admitAnswers(NOTHING_TOLD, [{ day: '2026-11-03', counts: { region: { N: 12, S: 10, W: 2 } } }]).history;
    expect(shown(first)).toEqual(['03 N12 S- W-']);
    const late = (region: Record<string, number>) => admitAnswers(first, [{ day: '2026-11-01', counts: { region } }]);
    expect(shown(late({ N: 5, S: 5 }).history)).toEqual(['01 N5 S5', '03 N17 S- W-']);
    expect([shown(late({ N: 7, S: 5, W: 3 }).history), late({ N: 7, S: 5, W: 3 }).countedOn]).toEqual([['03 N19 S15 W5'], { '2026-11-01': '2026-11-03' }]);
    expect([shown(late({ N: 3 }).history), late({ N: 3 }).countedOn]).toEqual([['03 N12 S- W-'], {}]);
    expect(shown(admitAnswers(late({ N: 3 }).history, [{ day: '2026-11-01', counts: { region: { N: 3 } } }, { day: '2026-11-07', counts: { region: { N: 3 } } }]).history)).toEqual(['03 N12 S- W-', '07 N18 S- W-']);
  });
  it('a question is answered by the state before', () => {
    const { history } = admitAnswers(NOTHING_TOLD, waiting({ N: 7 }, { N: 1 }));
    expect([toldOn(history, '2026-11-02')?.total, toldOn(history, '2026-10-31')]).toEqual([7, null]);
  });

  // Every respondent is an unknown; every figure that was ever told is an equation. Whoever could solve for a small group would.
  it('for any answers on any days, told of as they come, early or late: no cell of 1–4 answers and no step of a cell by 1–4 can be had', () => {
    const gain = fc.record({ day: fc.integer({ min: 1, max: 4 }), N: fc.nat(9), S: fc.nat(9), W: fc.nat(4), E: fc.nat(6) });
    fc.assert(fc.property(fc.array(fc.array(gain, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (batches) => {
      const respondents: { cell: string; day: string; since: number | null; countedOn: string }[] = [];
      let history = NOTHING_TOLD;
      const equations: number[][] = [];
      for (const batch of batches) {
        for (const { day, ...cells } of batch) for (const [cell, n] of Object.entries(cells)) for (let i = 0; i < n; i++) respondents.push({ cell, day: `2026-11-0${day}`, since: null, countedOn: '' });
        const open = respondents.filter(({ since }) => since === null);
        const days = [...new Set(open.map(({ day }) => day))].sort();
        const admitted = admitAnswers(history, days.map((day) => ({ day, counts: { region: tally(open.filter((one) => one.day === day)) } })));
        for (const one of open) if (admitted.countedOn[one.day]) Object.assign(one, { since: 1, countedOn: admitted.countedOn[one.day] });
        history = admitted.history;
        for (const asked of ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']) {
          const state = toldOn(history, asked);
          if (!state) continue;
          const inState = (cell?: string): number[] => respondents.map((one) => Number(one.since !== null && one.countedOn <= asked && (cell === undefined || one.cell === cell)));
          equations.push(inState(), ...Object.keys(state.counts.region).filter((cell) => state.counts.region[cell] > 0 && !state.withheld.region?.[cell]).map(inState));
          expect(inState().filter(Boolean).length).toBe(state.total);
        }
      }
      const known = echelon(equations.map((row) => respondents.map((_, i) => row[i] ?? 0)));
      const days = [...new Set(respondents.map(({ countedOn }) => countedOn))].filter(Boolean).sort();
      for (const cell of ['N', 'S', 'W', 'E']) {
        for (const [i, until] of days.entries()) {
          for (const after of ['', ...days.slice(0, i)]) {
            const group = respondents.map((one) => Number(one.cell === cell && one.since !== null && one.countedOn <= until && one.countedOn > after));
            const n = group.filter(Boolean).length;
            if (n > 0 && n < 5) expect(follows(known, group)).toBe(false);
          }
        }
      }
    }), { numRuns: 80 });
  });
});

function tally(all: readonly { cell: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { cell } of all) counts[cell] = (counts[cell] ?? 0) + 1;
  return counts;
}

// Linear algebra modulo a prime: exact, and wrong only where a determinant happens to be a multiple of it.
const P = 1_000_003;
const power = (base: number, exponent: number): number => {
  let result = 1;
  for (let b = base, e = exponent; e > 0; e = Math.floor(e / 2), b = (b * b) % P) if (e % 2 === 1) result = (result * b) % P;
  return result;
};

/** Rows with a leading 1 each, by the place of it. */
function echelon(rows: readonly number[][]): Map<number, number[]> {
  const leading = new Map<number, number[]>();
  for (const row of rows) {
    const rest = reduced(leading, row);
    const at = rest.findIndex((x) => x !== 0);
    if (at >= 0) leading.set(at, rest.map((x) => (x * power(rest[at], P - 2)) % P));
  }
  return leading;
}

function reduced(leading: ReadonlyMap<number, number[]>, row: readonly number[]): number[] {
  let rest = [...row];
  for (let at = 0; at < rest.length; at++) {
    const by = leading.get(at);
    if (rest[at] === 0 || !by) continue;
    const factor = rest[at];
    rest = rest.map((x, i) => (((x - factor * by[i]) % P) + P) % P);
  }
  return rest;
}

const follows = (leading: ReadonlyMap<number, number[]>, row: readonly number[]): boolean => reduced(leading, row).every((x) => x === 0);
