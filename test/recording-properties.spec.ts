import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { billingRoom } from '#billing/billing-room.js';
import { legalRoom } from '#legal/legal-room.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { decideRows } from '#platform/recording/decide-rows.js';
import { readRow } from '#platform/recording/read-row.js';
import { columnIndex } from '#platform/recording/record-kind.js';
import type { Row } from '#platform/recording/record-kind.js';
import type { RecordingRoom } from '#platform/recording/room.js';
import { emptyState, evolve } from '#platform/recording/room-state.js';
import type { RoomState } from '#platform/recording/room-state.js';

// What suppliers export again (domain.md §4), for any rows in any order.

const context = { openedOn: '2020-01-01', today: '2024-12-31' };

function row(room: RecordingRoom, kindName: string, cells: readonly string[], line: number): Row {
  const kind = room.byKind.get(kindName);
  if (!kind) throw new Error(kindName);
  const { values, problems } = readRow(kind, cells);
  if (problems.length > 0) throw new Error(problems[0].message);
  return { kind, number: values[columnIndex(kind, kind.number)] as string, customerNo: 'C1', values, line };
}

/** Records rows into a copy of the log; returns the whole log and what was found wrong. */
function record(room: RecordingRoom, log: readonly string[], rows: readonly Row[]) {
  const { events, problems } = decideRows(room, stateOf(room, log), rows, context);
  return { log: [...log, ...events.map(({ event }) => canonicalJson({ type: event.type, payload: event.payload }))], problems };
}

function stateOf(room: RecordingRoom, log: readonly string[]): RoomState {
  const state = emptyState();
  log.forEach((text, at) => evolve(room, state, { id: `e${at}`, ...(JSON.parse(text) as { type: string; payload: { [name: string]: string } }) }));
  return state;
}

const sorted = (log: readonly string[]): string[] => [...log].sort();
const day = fc.integer({ min: 1, max: 28 }).map((d) => `2023-06-${String(d).padStart(2, '0')}`);
const later = fc.option(day, { nil: '' });
const cases = fc
  .uniqueArray(fc.record({ no: fc.integer({ min: 1, max: 9 }), kind: fc.constantFrom('theft', 'obstruction'), confirmed: later, withdrawn: later }), { selector: (one) => one.no, maxLength: 9 })
  .map((list) => list.map(({ no, kind, confirmed, withdrawn }) => [`V${no}`, 'C1', kind, '2023-05-20', confirmed, withdrawn]));
const casesOf = (cells: readonly string[][]): Row[] => cells.map((one, at) => row(legalRoom, 'violation', one, at + 2));
const older = (cells: readonly string[][], masks: readonly number[]): string[][] =>
  cells.map((one, at) => one.map((cell, i) => (i >= 4 && (masks[at % masks.length] >> (i - 4)) & 1 ? '' : cell)));
const masks = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 });

const money = fc.integer({ min: 1, max: 300 });
const billing = fc.record({
  bills: fc.uniqueArray(fc.record({ no: fc.integer({ min: 1, max: 4 }), amount: money }), { selector: (one) => one.no, maxLength: 4 }),
  payments: fc.uniqueArray(fc.record({ no: fc.integer({ min: 1, max: 12 }), bill: fc.integer({ min: 1, max: 5 }), amount: money, on: day, returned: fc.boolean() }), { selector: (one) => one.no, maxLength: 12 }),
});
type Billing = typeof billing extends fc.Arbitrary<infer T> ? T : never;

function billingRows({ bills, payments }: Billing): Row[] {
  let line = 1;
  return [
    ...bills.map(({ no, amount }) => row(billingRoom, 'bill', [`B${no}`, 'C1', '2023-05', '2023-06-01', '2023-06-20', String(amount)], ++line)),
    ...payments.map(({ no, bill, amount, on }) => row(billingRoom, 'payment', [`P${no}`, 'C1', `B${bill}`, on, String(amount)], ++line)),
    ...payments.filter((one) => one.returned).map(({ no }) => row(billingRoom, 'payment_return', [`P${no}`, '2023-06-28'], ++line)),
  ];
}

const shuffled = <T>(list: readonly T[], keys: readonly number[]): T[] =>
  list.map((one, at) => [keys[at % keys.length] * 7919 + at * ((keys[0] % 13) + 1), one] as const).sort(([a], [b]) => (a % 101) - (b % 101)).map(([, one]) => one);
const keys = fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 });

describe('what comes again', () => {
  it('changes nothing, in full or as an older export', () => {
    fc.assert(
      fc.property(cases, masks, (cells, some) => {
        const { log, problems } = record(legalRoom, [], casesOf(cells));
        expect(problems).toEqual([]);
        expect(record(legalRoom, log, casesOf(cells)).log).toEqual(log);
        expect(record(legalRoom, log, casesOf(older(cells, some))).log).toEqual(log);
      }),
    );
  });

  it('leads to the same facts in one import, in several, doubled, and in any order', () => {
    fc.assert(
      fc.property(cases, masks, keys, (cells, some, order) => {
        const whole = sorted(record(legalRoom, [], casesOf(cells)).log);
        const first = record(legalRoom, [], casesOf(older(cells, some))).log;
        expect(sorted(record(legalRoom, first, casesOf(cells)).log)).toEqual(whole);
        const mixed = shuffled([...casesOf(older(cells, some)), ...casesOf(cells), ...casesOf(cells)], order);
        const { log, problems } = record(legalRoom, [], mixed);
        expect(problems).toEqual([]);
        expect(sorted(log)).toEqual(whole);
      }),
    );
  });
});

describe('bills and payments', () => {
  it('come to the same events and the same problems in any order of rows', () => {
    fc.assert(
      fc.property(billing, keys, (given, order) => {
        const rows = billingRows(given);
        const one = record(billingRoom, [], rows);
        const other = record(billingRoom, [], shuffled(rows, order));
        expect(other.log).toEqual(one.log);
        const told = ({ problems }: typeof one) => problems.map((problem) => `${problem.row.kind.kind} ${problem.row.line} ${problem.message}`).sort();
        expect(told(other)).toEqual(told(one));
      }),
    );
  });

  it('never hold more unreturned payments than a bill owes, in one import or in several', () => {
    fc.assert(
      fc.property(billing, keys, (given, order) => {
        const rows = shuffled(billingRows(given), order);
        const half = Math.floor(rows.length / 2);
        for (const log of [record(billingRoom, [], rows).log, record(billingRoom, record(billingRoom, [], rows.slice(0, half)).log, rows).log]) {
          const events = log.map((text) => JSON.parse(text) as { type: string; payload: Record<string, string> });
          const returned = new Set(events.filter((event) => event.type === 'PaymentReturned').map((event) => event.payload.payment_no));
          for (const { payload: bill } of events.filter((event) => event.type === 'BillIssued')) {
            const paid = events.filter((event) => event.type === 'PaymentReceived' && event.payload.bill_no === bill.bill_no && !returned.has(event.payload.payment_no));
            expect(paid.reduce((sum, { payload }) => sum + Number(payload.amount_fen), 0)).toBeLessThanOrEqual(Number(bill.amount_fen));
          }
        }
      }),
    );
  });

  it('leave out no row without a reason', () => {
    fc.assert(
      fc.property(billing, (given) => {
        const rows = billingRows(given);
        const { events, problems, unchanged } = decideRows(billingRoom, emptyState(), rows, context);
        expect(events.length + new Set(problems.map((problem) => problem.row)).size + unchanged).toBe(rows.length);
      }),
    );
  });
});
