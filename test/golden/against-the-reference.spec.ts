import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, dayOf, type Day } from '#platform/kernel/day.js';
import { simulateCustomer } from '#simulator/simulate-customer.js';
import { spanOf } from '#simulator/span.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import { caseFileOf, productNextChange, productSays, referenceNextChange, referenceSays } from './both-sides.js';
import { reclassification, recordedFacts, rowsOf, type RecordedFact } from './recorded-facts.js';
import { tangledBilling } from './tangled-billing.js';
import { tangledConduct } from './tangled-conduct.js';

/** More of the same, for a long night: GRIDLEDGER_TEST_DEPTH=20. */
const DEPTH = Number(process.env.GRIDLEDGER_TEST_DEPTH ?? 1);
const MONTHS = 30;
const FIRST = dayOf('2023-01-01');

const simulated = (seed: string | number, customer: string | number, frequency: number): RecordedFact[] =>
  recordedFacts(simulateCustomer(String(seed), `S${customer}`, spanOf('2023-01', MONTHS, frequency)).facts);

/** By column: after how many months something turns. All rules say "through that day" or "from the day after". */
const TURNS: { [column: string]: number[] } = { due_on: [0, 2, 3], issued_on: [], assessed_on: [12], opened_on: [0, 12, 24, 36] };
const PAYMENTS = ['paid_on', 'returned_on', 'decided_on'];

/** Days on which something begins, ends or turns, and the day after each. */
function tellingDays(recorded: readonly RecordedFact[]): Day[] {
  const days = new Set<Day>();
  for (const { row } of recorded) {
    for (const [column, value] of Object.entries(row)) {
      if (!/^\d{4}-\d\d-\d\d$/.test(value)) continue;
      const months = TURNS[column] ?? (PAYMENTS.includes(column) ? [0, 12, 24] : [0, 12, 24, 36, 48]);
      for (const count of months) for (const beside of [0, 1]) days.add(addMonths(dayOf(value), count) + beside);
    }
  }
  return [...days];
}

/** Every so many-th of the days, beginning with one that the case itself chooses. */
const some = (days: readonly Day[], every: number, from: number): Day[] => days.filter((_, at) => at % every === Math.abs(from) % every);

function agree(recorded: readonly RecordedFact[], days: readonly Day[]): void {
  const file = caseFileOf(recorded.map(({ event }) => event));
  const rows = rowsOf(recorded);
  for (const day of days) expect(productSays(file, day)).toEqual(referenceSays(rows, day));
}

describe('the product and the reference scorer agree', () => {
  it.each([1, 8, 40])('on simulated customers on all their telling days, frequency %d', (frequency) => {
    for (let i = 1; i <= 12 * DEPTH; i++) {
      const recorded = simulated('agree', i, frequency);
      agree(recorded, some(tellingDays(recorded), 5, i));
    }
  });

  it('on tangled bills: few days, many coincidences', () => {
    fc.assert(
      fc.property(tangledBilling, fc.integer({ min: -5, max: 1_700 }), ({ facts, first }, after) => {
        const recorded = recordedFacts(facts);
        agree(recorded, [first + after, ...some(tellingDays(recorded), 4, after)]);
      }),
      { numRuns: 150 * DEPTH },
    );
  });

  it('on tangled conduct: cases, accidents, awards and assessments whole years apart', () => {
    fc.assert(
      fc.property(tangledConduct, fc.nat(2_400), (facts, after) => {
        const recorded = recordedFacts(facts);
        agree(recorded, [dayOf('2024-02-28') + after, ...some(tellingDays(recorded), 4, after)]);
      }),
      { numRuns: 150 * DEPTH },
    );
  });

  it('on what was known at any position, whatever the order of arrival, corrections and reclassifications included', () => {
    const order = fc.record({
      seed: fc.nat(),
      known: fc.double({ min: 0, max: 1, noNaN: true }),
      shuffle: fc.infiniteStream(fc.nat()),
      reclassified: fc.array(fc.tuple(fc.constantFrom('power' as const, 'lighting' as const), fc.nat(900)), { maxLength: 2 }),
      day: fc.nat(2_400),
    });
    fc.assert(
      fc.property(order, ({ seed, known, shuffle, reclassified, day }) => {
        const others = reclassified.map(([customerClass, after]) => reclassification('S1', customerClass, formatted(FIRST + after)));
        const arrived = shuffled([...simulated(seed, 1, 30), ...others], shuffle);
        const position = Math.ceil(known * arrived.length);
        const file = caseFileOf(arrived.map(({ event }) => event));
        const rows = rowsOf(arrived.slice(0, position));
        expect(productSays(file, FIRST + day, position)).toEqual(referenceSays(rows, FIRST + day));
      }),
      { numRuns: 150 * DEPTH },
    );
  });

  it('on records entered in error: as they stood before the correction, void from the start after it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(2_400), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (seed, after, picks) => {
        const recorded = simulated(seed, 1, 30);
        const voided = new Set(picks.map((pick) => 1 + (pick % Math.max(1, recorded.length - 1))).filter((at) => at < recorded.length));
        const corrections = [...voided].map((at) => inError(`event-${at + 1}`));
        const file = caseFileOf([...recorded.map(({ event }) => event), ...corrections]);
        const standing = recorded.filter((_, at) => !voided.has(at));
        const day = FIRST + after;
        expect(productSays(file, day)).toEqual(referenceSays(rowsOf(standing), day));
        expect(productSays(file, day, recorded.length)).toEqual(referenceSays(rowsOf(recorded), day));
      }),
      { numRuns: 120 * DEPTH },
    );
  });

  it('on the next day on which anything changes by the passing of time alone', () => {
    const WITHIN = 420;
    const customer = fc.oneof(
      tangledBilling.map(({ facts }) => recordedFacts(facts)),
      tangledConduct.map(recordedFacts),
      fc.nat().map((seed) => simulated(seed, 1, 30)),
    );
    fc.assert(
      fc.property(customer, fc.nat(), (recorded, pick) => {
        const rows = rowsOf(recorded)!;
        const days = tellingDays(recorded).filter((day) => day >= dayOf(rows.customer.opened_on));
        const day = days[pick % days.length];
        const expected = referenceNextChange(rows, day, WITHIN);
        const said = productNextChange(caseFileOf(recorded.map(({ event }) => event)), day);
        if (expected !== null) expect(said).toBe(expected);
        else expect(said === null || said > day + WITHIN).toBe(true);
      }),
      { numRuns: 40 * DEPTH },
    );
  });
});

function inError(voided_event: string): CreditFact {
  return { type: 'BillingRecordEnteredInError', payload: { customer_no: 'S1', voided_event, voided_type: 'any', document: 'any', reason: 'typed twice' } };
}

const formatted = (day: Day): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function shuffled<T>(all: readonly T[], numbers: Iterable<number>): T[] {
  const drawn = numbers[Symbol.iterator]();
  return all
    .map((one) => [drawn.next().value as number, one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}
