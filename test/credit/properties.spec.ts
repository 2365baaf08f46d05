import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import { simulateCustomer } from '#simulator/simulate-customer.js';
import { spanOf } from '#simulator/span.js';
import { emptyCaseFile, type CaseFile } from '#credit/case-file/case-file.js';
import { foldCaseFile, type CreditFact } from '#credit/case-file/fold-case-file.js';
import type { Explanation } from '#credit/explaining/explanation.js';
import { recordedFacts } from '../golden/recorded-facts.js';
import { tangledBilling } from '../golden/tangled-billing.js';
import { tangledConduct } from '../golden/tangled-conduct.js';
import { explanationOfFile } from './explanation-of.js';

/** An event under an id of its own, which it keeps wherever it arrives. */
interface Identified {
  id: string;
  event: CreditFact;
}

const customer = fc
  .oneof(
    tangledBilling.map(({ facts }) => recordedFacts(facts)),
    tangledConduct.map(recordedFacts),
    fc.nat().map((seed) => recordedFacts(simulateCustomer(String(seed), 'S1', spanOf('2023-01', 24, 30)).facts)),
  )
  // A closed account is not scored after its closing day, so it has no answer for most of the days drawn here.
  .map((recorded) => recorded.map(({ event }, i): Identified => ({ id: `id-${i}`, event })).filter(({ event }) => event.type !== 'CustomerClosed'));

const folded = (events: readonly Identified[]): CaseFile => {
  const file = emptyCaseFile('S1');
  events.forEach(({ id, event }, i) => foldCaseFile(file, event, { id, position: i + 1 }));
  return file;
};

/** All of an explanation but when each fact was recorded. */
const timeless = (explanation: Explanation): unknown => JSON.parse(JSON.stringify(explanation, (name, value: unknown) => (['recordedAt', 'position', 'knownAsOf', 'late'].includes(name) ? undefined : value)));

const explained = (file: CaseFile, count: number, day: string): unknown => timeless(explanationOfFile(file, count, day));

/** A day on or after the opening. */
const dayAfter = ([{ event }]: readonly Identified[], days: number): string => formatDay(dayOf((event.payload as { opened_on: string }).opened_on) + days);

describe('a customer’s ledger and its explanation', () => {
  it('are the same in whatever order the records arrive', () => {
    fc.assert(
      fc.property(customer, fc.nat(1500), fc.infiniteStream(fc.nat()), (events, days, numbers) => {
        const drawn = numbers[Symbol.iterator]();
        const shuffled = events
          .map((one) => [drawn.next().value as number, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const day = dayAfter(events, days);
        expect(explained(folded(shuffled), events.length, day)).toEqual(explained(folded(events), events.length, day));
      }),
      { numRuns: 80 },
    );
  });

  it('as of a past day are what they were when that day was today', () => {
    fc.assert(
      fc.property(customer, fc.nat(900), (events, days) => {
        const day = dayAfter(events, days);
        const file = folded(events);
        const then: CaseFile = { ...file, facts: Object.fromEntries(Object.entries(file.facts).map(([kind, facts]) => [kind, facts.filter(({ on }) => on <= dayOf(day))])) };
        expect(explained(file, events.length, day)).toEqual(explained(then, events.length, day));
      }),
      { numRuns: 80 },
    );
  });

  it('as known at a position are what they were when nothing more was recorded', () => {
    fc.assert(
      fc.property(customer, fc.nat(900), fc.double({ min: 0, max: 1, noNaN: true }), (events, days, share) => {
        const count = Math.max(1, Math.ceil(share * events.length));
        const day = dayAfter(events, days);
        expect(timeless(explanationOfFile(folded(events), events.length, day, { position: count }))).toEqual(explained(folded(events.slice(0, count)), count, day));
      }),
      { numRuns: 80 },
    );
  });

  it('are the same when the case file is read back half-way and folded on, as a replay does', () => {
    fc.assert(
      fc.property(customer, fc.nat(1500), fc.double({ min: 0, max: 1, noNaN: true }), (events, days, share) => {
        const half = Math.floor(share * events.length);
        const file = JSON.parse(JSON.stringify(folded(events.slice(0, half)))) as CaseFile;
        events.slice(half).forEach(({ id, event }, i) => foldCaseFile(file, event, { id, position: half + i + 1 }));
        const day = dayAfter(events, days);
        expect(explained(file, events.length, day)).toEqual(explained(folded(events), events.length, day));
      }),
      { numRuns: 40 },
    );
  });

  it('the day that time alone brings a better grade is that day, and not the one before', () => {
    fc.assert(
      fc.property(customer, fc.nat(900), (events, days) => {
        const file = folded(events);
        const day = dayAfter(events, days);
        const known: CaseFile = { ...file, facts: Object.fromEntries(Object.entries(file.facts).map(([kind, facts]) => [kind, facts.filter(({ on }) => on <= dayOf(day))])) };
        const now = explanationOfFile(known, events.length, day);
        const time = now.nextGrade?.needs.find(({ kind }) => kind === 'time');
        if (!time?.day) return;
        const better = (on: string): boolean => ['AAA', 'AA', 'A', 'B', 'C', 'D'].indexOf(explanationOfFile(known, events.length, on).grade) < ['AAA', 'AA', 'A', 'B', 'C', 'D'].indexOf(now.grade);
        expect(better(time.day)).toBe(true);
        expect(better(formatDay(dayOf(time.day) - 1))).toBe(false);
      }),
      { numRuns: 80 },
    );
  });
});
