import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { simulateCustomer } from '#simulator/simulate-customer.js';
import { spanOf } from '#simulator/span.js';
import { assess } from '#credit/assessing/assess.js';
import { differs } from '#credit/assessing/differences.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import { factsOn } from '#credit/case-file/facts-on.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { compileEdition } from '#credit/editions/compiled-edition.js';
import { EditionBook } from '#credit/editions/edition-book.js';
import { history, type HistoryDay } from '#credit/histories/history.js';
import { caseFileOf } from '../golden/both-sides.js';
import { reclassification, recordedFacts } from '../golden/recorded-facts.js';
import { tangledBilling } from '../golden/tangled-billing.js';
import { tangledConduct } from '../golden/tangled-conduct.js';
import { bill, builtIn, fileOf, opened, paid, theft } from './customer-of.js';
import { assessed, incident, notice } from './rule-cases.js';

const power = opened('2023-01-01');

function historyOf(events: readonly CreditFact[], from: string, to: string, position = events.length, book = builtIn): HistoryDay[] {
  return history(fileOf(events), { openedOn: dayOf('2023-01-01'), from: dayOf(from), to: dayOf(to), position, book });
}
/** "2023-03-26 90.00 AAA: COM-01 -10.00 added by time" */
const said = (days: readonly HistoryDay[]): string[] =>
  days.map(({ day, total, grade, causes }) => `${day} ${total} ${grade}: ${causes.map(({ rule, points, change, event }) => `${rule} ${points} ${change} by ${event}`).join(', ')}`);

describe('each day on which anything changed, with its cause', () => {
  it('an arrears: it begins by time, is made good by a payment, ages out by time', () => {
    expect(said(historyOf([power, bill('2023-03-25'), paid('2023-03-25', '2023-04-10')], '2023-01-01', '2025-12-31'))).toEqual([
      '2023-01-01 100.00 AAA: OPENING 100.00 added by event-1',
      '2023-03-26 90.00 AAA: COM-01 -10.00 added by time',
      '2023-04-10 90.50 AAA: COM-04 0.50 added by event-3',
      '2024-01-02 90.50 AAA: PROVISIONAL 0.00 ended by time',
      '2024-04-11 95.50 AAA: COM-07 5.00 added by time',
      '2025-04-11 100.00 AAA: COM-07 5.00 added by time, COM-01 -10.00 ended by time, COM-04 0.50 ended by time, COM-07 5.00 ended by time',
    ]);
  });

  it('a step of the ladder, the veto, a withdrawal, a returned payment, an exemption', () => {
    const events: CreditFact[] = [
      power,
      bill('2023-03-25'),
      paid('2023-03-25', '2023-03-20'),
      { type: 'PaymentReturned', payload: { payment_no: 'P-B2023-03', customer_no: 'C1', returned_on: '2023-04-05' } },
      ...theft('2023-03-01', '2023-04-10'),
      { type: 'CaseWithdrawn', payload: { case_no: 'V1', customer_no: 'C1', withdrawn_on: '2023-04-20' } },
      { type: 'BillExempted', payload: { bill_no: 'B2023-03', customer_no: 'C1', decided_on: '2023-06-01', reason: 'meter fault' } },
    ];
    expect(said(historyOf(events, '2023-02-01', '2023-12-31'))).toEqual([
      '2023-04-05 90.00 AAA: COM-01 -10.00 added by event-4',
      '2023-04-10 60.00 D: LAW-01 -30.00 added by event-6',
      '2023-04-20 90.00 AAA: LAW-01 -30.00 ended by event-7',
      '2023-05-26 80.00 AA: COM-02 -20.00 changed by time',
      '2023-06-01 100.00 AAA: COM-02 -20.00 ended by event-8',
    ]);
  });

  it('class, stale marks, a deadline', () => {
    const events: CreditFact[] = [
      power,
      assessed('operations', '4', '2023-02-01', '2023-02-10'),
      incident('electrical_accident', '2023-03-01'),
      ...notice('2023-03-01', '2023-03-25'),
      { type: 'CustomerReclassified', payload: { customer_no: 'C1', customer_class: 'lighting', effective_from: '2024-05-01', reason: 'measured' } },
    ];
    expect(said(historyOf(events, '2023-02-01', '2024-12-31'))).toEqual([
      '2023-02-10 99.00 AAA: OPS-01 -1.00 added by event-2',
      '2023-03-01 94.00 AAA: SAF-01 -5.00 added by event-3',
      '2023-03-26 84.00 AA: COO-04 -10.00 added by time',
      '2024-01-02 84.00 AA: COM-07 5.00 added by time, PROVISIONAL 0.00 ended by time',
      '2024-02-02 84.00 AA: STALE 0.00 added by time',
      '2024-05-01 100.00 AAA: SAF-01 -5.00 ended by event-5, COO-04 -10.00 ended by event-5, OPS-01 -1.00 ended by event-5, STALE 0.00 ended by event-5, CLASS 0.00 changed by event-5',
    ]);
  });

  it('another edition', () => {
    const source = structuredClone(builtInEdition().source);
    source.id = 'stricter';
    source.inForceFrom = '2023-06-01';
    source.grades.find(({ grade }) => grade === 'AAA')!.from.value = '95';
    const book = EditionBook.of([builtInEdition(), compileEdition(source)]);
    expect(said(historyOf([power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10')], '2023-04-01', '2023-12-31', 3, book))).toEqual(['2023-06-01 90.00 AA: EDITION 0.00 changed by time']);
  });

  it('a day under an earlier knowledge stands as it was known', () => {
    const events = [power, bill('2023-03-25'), paid('2023-03-25', '2023-04-10'), incident('electrical_accident', '2023-02-01')];
    expect(said(historyOf(events, '2023-01-15', '2023-04-30', 3))).toEqual(['2023-03-26 90.00 AAA: COM-01 -10.00 added by time', '2023-04-10 90.50 AAA: COM-04 0.50 added by event-3']);
    expect(said(historyOf(events, '2023-01-15', '2023-04-30', 4))[0]).toBe('2023-02-01 95.00 AAA: SAF-01 -5.00 added by event-4');
  });
});

/** Day by day, nothing skipped. */
function naive(file: CaseFile, openedOn: Day, from: Day, to: Day, position: number): string[] {
  const on = (day: Day): ReturnType<typeof assess> => assess(factsOn(file, day, position), day, builtIn);
  const days: string[] = [];
  for (let day = Math.max(from, openedOn); day <= to; day++) {
    const after = on(day);
    if (day === openedOn || differs(on(day - 1), after)) days.push(`${formatDay(day)} ${formatPoints(after.total, after.scale)} ${after.grade} ${after.veto.join('+')}`);
  }
  return days;
}

const customer = fc.oneof(
  tangledBilling.map(({ facts }) => recordedFacts(facts)),
  tangledConduct.map(recordedFacts),
  fc.tuple(fc.nat(), fc.constantFrom(5, 30)).map(([seed, frequency]) => recordedFacts(simulateCustomer(String(seed), 'S1', spanOf('2023-01', 24, frequency)).facts)),
);

describe('the walk from change to change', () => {
  it('finds what a walk day by day finds', () => {
    fc.assert(
      fc.property(customer, fc.nat(300), fc.integer({ min: 50, max: 500 }), fc.option(fc.nat(900)), fc.double({ min: 0.3, max: 1, noNaN: true }), (recorded, skip, length, reclassified, known) => {
        const events = recorded.map(({ event }) => event);
        if (reclassified !== null) events.push(reclassification('S1', 'lighting', formatDay(dayOf('2023-01-01') + reclassified)).event);
        const file = caseFileOf(events);
        const openedOn = file.facts.opened![0].on;
        const position = Math.max(1, Math.ceil(known * events.length));
        const [from, to] = [openedOn + skip, openedOn + skip + length];
        const found = history(file, { openedOn, from, to, position, book: builtIn }).map(({ day, total, grade, veto }) => `${day} ${total} ${grade} ${veto}`);
        expect(found).toEqual(naive(file, openedOn, from, to, position));
      }),
      { numRuns: 60 },
    );
  });

  it('names as a cause only what occurred that very day, or time', () => {
    fc.assert(
      fc.property(customer, (recorded) => {
        const file = caseFileOf(recorded.map(({ event }) => event));
        const openedOn = file.facts.opened![0].on;
        const occurred = new Map(Object.values(file.facts).flatMap((facts) => facts.map(({ id, on }) => [id, formatDay(on)] as const)));
        for (const { day, causes } of history(file, { openedOn, from: openedOn, to: openedOn + 1500, position: recorded.length, book: builtIn })) {
          expect(causes.length).toBeGreaterThan(0);
          for (const { event } of causes) if (event !== 'time') expect(occurred.get(event)).toBe(day);
        }
      }),
      { numRuns: 60 },
    );
  });
});
