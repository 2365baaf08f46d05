import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellText, coarser, type Cell } from './cell.js';
import { chooseBatches, LEAST_IN_BATCH, type WaitingLetter } from './choose-batches.js';
import { answersStreamOf, letterOf, newToken, tokenHash } from './survey-token.js';

const cell = (more: Partial<Cell> = {}): Cell => ({ questionnaire: 'supply-service', edition: 1, wave: null, channel: 'payment', region: 'North', segment: 'industry', customer_class: 'power', ...more });
const letters = (count: number, of: Cell, receivedOn = 100, name = 'l'): WaitingLetter[] => Array.from({ length: count }, (_, i) => ({ letter: `${name}${i}`, cell: of, receivedOn }));

describe('which letters are released', () => {
  it('given four of a cell, then none; given five, then all of them', () => {
    expect(chooseBatches(letters(4, cell()), 100)).toEqual([]);
    expect(chooseBatches(letters(5, cell()), 100)).toEqual([{ cell: cell(), letters: ['l0', 'l1', 'l2', 'l3', 'l4'] }]);
  });
  it('given three and two of two segments, then none in the first week, and without the segment afterwards', () => {
    const some = [...letters(3, cell(), 100, 'a'), ...letters(2, cell({ segment: 'trade' }), 100, 'b')];
    expect(chooseBatches(some, 106)).toEqual([]);
    expect(chooseBatches(some, 107)).toEqual([{ cell: cell({ segment: null }), letters: ['a0', 'a1', 'a2', 'b0', 'b1'] }]);
  });
  it('given two channels, waves or editions, then they are never thrown together', () => {
    const some = [...letters(4, cell(), 0, 'a'), ...letters(4, cell({ channel: 'web' }), 0, 'b'), ...letters(4, cell({ wave: 'W' }), 0, 'c'), ...letters(4, cell({ edition: 2 }), 0, 'd')];
    expect(chooseBatches(some, 1000)).toEqual([]);
  });
  it('whatever waits: at least five, each once, each belonging where it is said to', () => {
    const any = fc.record({ wave: fc.constantFrom(null, 'W'), channel: fc.constantFrom('payment', 'web'), region: fc.constantFrom('North', 'South', null), segment: fc.constantFrom('industry', 'trade'), customer_class: fc.constantFrom('power', 'lighting') });
    fc.assert(
      fc.property(fc.array(fc.tuple(any, fc.integer({ min: 80, max: 100 })), { maxLength: 60 }), (drawn) => {
        const waiting = drawn.map(([of, receivedOn], i): WaitingLetter => ({ letter: `l${i}`, cell: cell(of), receivedOn }));
        const batches = chooseBatches(waiting, 100);
        const released = batches.flatMap((batch) => batch.letters);
        expect(new Set(released).size).toBe(released.length);
        for (const batch of batches) {
          expect(batch.letters.length).toBeGreaterThanOrEqual(LEAST_IN_BATCH);
          for (const letter of batch.letters) expect([0, 1, 2, 3].map((level) => cellText(coarser(waiting.find((one) => one.letter === letter)!.cell, level)))).toContain(cellText(batch.cell));
        }
      }),
    );
  });
});

describe('a survey token', () => {
  it('gives three names, of which none leads to another', () => {
    const token = newToken();
    const names = [token, tokenHash(token)!, letterOf(token), answersStreamOf(token).slice('answers-'.length)];
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{43}$/);
    // Who holds only the hash is not helped by taking it for a token.
    expect(answersStreamOf(tokenHash(token)!)).not.toBe(answersStreamOf(token));
  });
  it.each(['', 'abc', `${'A'.repeat(42)}B`, `${'A'.repeat(43)}=`, '../../etc/passwd', 'A'.repeat(44)])('is not %p', (text) => {
    expect(tokenHash(text)).toBeNull();
    expect(() => letterOf(text)).toThrow(/no survey token/);
  });
});
