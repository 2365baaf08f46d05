import { describe, expect, it } from '@jest/globals';
import { NOTE_CODES } from '#credit/assessing/note-codes.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import type { EntryDispute } from '#credit/explaining/disputes.js';
import type { Explanation } from '#credit/explaining/explanation.js';
import { WORDINGS } from '#credit/explaining/wording/wording.js';
import { RULE_IDS } from '#credit/rules/rule-ids.js';
import { bill, opened, paid, theft } from './customer-of.js';
import { explanationOf } from './explanation-of.js';
import { assessed, award, concealed, defect, finding, incident, notice, report, RULE_CASES } from './rule-cases.js';

const power = opened('2023-01-01');
const codes = ({ notApplied }: Explanation, rule: string): string[] => notApplied.filter((one) => one.rule === rule).map(({ code }) => code);

describe('what is live', () => {
  const given: CreditFact[] = [power, bill('2023-03-25'), paid('2023-03-25', '2023-04-10')];

  it('leads from the points over rule and clause to the facts', () => {
    const { entries, total, grade } = explanationOf(given, '2023-06-30');
    expect({ total, grade }).toEqual({ total: '90.50', grade: 'AAA' });
    expect(entries.map(({ rule, clause, points, effective, since, until }) => ({ rule, clause, points, effective, since, until }))).toEqual([
      { rule: 'COM-01', clause: 'S001 3)', points: '-10.00', effective: '-10.00', since: '2023-03-26', until: '2025-04-10' },
      { rule: 'COM-04', clause: 'S001 3)', points: '0.50', effective: '0.50', since: '2023-03-26', until: '2025-04-10' },
    ]);
    expect(entries[0].text).toBe('In arrears once: bill B2023-03 (due 2023-03-25, settled 2023-04-10).');
    expect(entries[0].facts.map(({ event, type, document, occurredOn, text }) => ({ event, type, document, occurredOn, text }))).toEqual([
      { event: 'event-2', type: 'BillIssued', document: 'B2023-03', occurredOn: '2023-02-25', text: 'bill for 2023-03, 100.00 yuan, due 2023-03-25' },
      { event: 'event-3', type: 'PaymentReceived', document: 'P-B2023-03', occurredOn: '2023-04-10', text: 'payment of 100.00 yuan for bill B2023-03' },
    ]);
  });

  it('the same in Chinese', () => {
    const { entries } = explanationOf(given, '2023-06-30', { language: 'zh' });
    expect(entries.map(({ text }) => text)).toEqual([
      '拖欠电费1次：账单 B2023-03（应缴日 2023-03-25，2023-04-10 结清）。',
      '账单 B2023-03 逾期，于 2023-04-10 补齐，未超过次月月末。',
    ]);
  });

  it('the arithmetic runs from the full marks to the value', () => {
    const { categories, entries } = explanationOf(given, '2023-06-30');
    expect(categories[0]).toMatchObject({ code: 'COM', full: '30.00', deductions: '-10.00', rewards: '0.50', value: '20.50', capped: '0.00' });
    expect(categories[0].steps.map(({ before, effective, after }) => `${before} ${effective} = ${after}`)).toEqual(['30.00 -10.00 = 20.00', '20.00 0.50 = 20.50']);
    expect(entries[1].arithmetic).toEqual({ before: '20.00', after: '20.50' });
  });

  it('what a limit took away is shown', () => {
    const events = [power, finding('bad_faith_contract', '2023-03-25'), finding('refused_inspection', '2023-03-25', 'K2')];
    expect(explanationOf(events, '2023-06-30').categories[3]).toMatchObject({ code: 'COO', deductions: '-15.00', value: '0.00', capped: '-5.00' });
  });

  it('a decision of ours is shown as one wherever an entry rests on it', () => {
    const { entries, basis } = explanationOf([opened('2023-01-01', 'lighting'), ...theft('2023-03-01', '2023-03-25', 'V1', 'facility_damage')], '2023-06-30');
    expect(entries[0].basis.map(({ name, value, status }) => ({ name, value, status }))).toEqual([
      { name: 'LAW-05.points', value: '-30', status: 'D' },
      { name: 'LAW-05.windowMonths', value: '24', status: 'D' },
      { name: 'lighting.scale', value: '50/30', status: 'D' },
    ]);
    expect(entries[0].basis[0].note).toContain('扣留0分');
    expect(basis.filter(({ status }) => status === 'D').map(({ name }) => name)).toEqual(['lighting.scale', 'veto.categories', 'C.from', 'D.from', 'provisionalMonths']);
  });

  it('an entry that was objected to carries its mark and the customer’s own statement', () => {
    const dispute: EntryDispute = { disputed: true, status: 'open', objectionId: 'O1', since: 19500, answerDueOn: 19520, overdue: false, answeredOn: null, noticedOn: null, statement: 'Paid in cash.' };
    const { entries } = explanationOf(given, '2023-06-30', { disputes: new Map([['COM-01:B2023-03', dispute]]) });
    expect(entries.map(({ disputed, statement }) => ({ disputed, statement }))).toEqual([
      { disputed: true, statement: 'Paid in cash.' },
      { disputed: false, statement: null },
    ]);
  });

  it('what rests on an informant is marked', () => {
    expect(explanationOf([power, ...report('absconder_tip', '2023-03-01', '2023-03-25')], '2023-06-30').entries[0].confidential).toBe(true);
  });
});

describe('both time axes', () => {
  /** Opened in January; an accident of March recorded in May only; a payment recorded in April and found wrong in June. */
  const events: CreditFact[] = [
    power,
    bill('2023-03-25'),
    paid('2023-03-25', '2023-03-20'),
    incident('electrical_accident', '2023-03-10'),
    { type: 'BillingRecordEnteredInError', payload: { customer_no: 'C1', voided_event: 'event-3', voided_type: 'PaymentReceived', document: 'P-B2023-03', reason: 'another customer’s' } },
  ];
  const recordedOn = ['2023-01-01', '2023-02-26', '2023-04-01', '2023-05-20', '2023-06-15'];
  const known = (day: string, position: number): Explanation => explanationOf(events, day, { position, recordedOn });

  it('as known in April, the customer of the 5th of April stands at 100', () => {
    const { total, entries, knownAsOf, position, voided } = known('2023-04-05', 3);
    expect({ total, entries, position, voided }).toEqual({ total: '100.00', entries: [], position: 3, voided: [] });
    expect(knownAsOf).toBe('2023-04-01T04:00:00.000003Z');
  });

  it('as known in May, the same day shows the accident, and that it was recorded late', () => {
    const { total, entries } = known('2023-04-05', 4);
    expect(total).toBe('95.00');
    expect(entries.map(({ rule, facts }) => ({ rule, facts: facts.map(({ occurredOn, recordedAt, late }) => ({ occurredOn, recordedAt, late })) }))).toEqual([
      { rule: 'SAF-01', facts: [{ occurredOn: '2023-03-10', recordedAt: '2023-05-20T04:00:00.000004Z', late: true }] },
    ]);
  });

  it('as known in June, the same day shows the arrears, and the payment that was entered in error', () => {
    const { total, entries, voided } = known('2023-04-05', 5);
    expect(total).toBe('85.00');
    expect(entries.map(({ rule }) => rule)).toEqual(['COM-01', 'SAF-01']);
    expect(voided.map(({ document, recordedAt, voidedAt, voidedPosition }) => ({ document, recordedAt, voidedAt, voidedPosition }))).toEqual([
      { document: 'P-B2023-03', recordedAt: '2023-04-01T04:00:00.000003Z', voidedAt: '2023-06-15T04:00:00.000005Z', voidedPosition: 5 },
    ]);
  });

  it('on a day before the accident, nothing of it shows under any knowledge', () => {
    expect(known('2023-03-09', 5)).toMatchObject({ total: '100.00', entries: [], voided: [] });
  });
});

describe('what did not apply', () => {
  it('a customer without facts: all 28 rules have a reason', () => {
    const { notApplied, entries } = explanationOf([power], '2023-06-30');
    expect(entries).toEqual([]);
    expect(new Set(notApplied.map(({ rule }) => rule))).toEqual(new Set(RULE_IDS));
    expect(notApplied.find(({ rule }) => rule === 'COM-07')?.reason).toBe('The clean year that began on 2023-01-01 ends on 2024-01-01; its reward would count from the day after.');
    expect(notApplied.find(({ rule }) => rule === 'OPS-01')?.reason).toBe('Not assessed: the category stands at 5 until the first approved assessment.');
  });

  it('a lighting customer: rules of the other categories do not apply to its class', () => {
    const explanation = explanationOf([opened('2023-01-01', 'lighting'), incident('electrical_accident', '2023-03-10'), ...notice('2023-03-01', '2023-12-31')], '2023-06-30');
    expect(codes(explanation, 'SAF-01')).toEqual(['not-of-class']);
    expect(explanation.withoutEffect.map(({ category, rule, points, document, reason }) => ({ category, rule, points, document, reason }))).toEqual([
      { category: 'COO', rule: null, points: null, document: 'N1', reason: 'Recorded, but a lighting customer is not scored for cooperation credit.' },
      { category: 'SAF', rule: 'SAF-01', points: '-5.00', document: 'I1', reason: 'Recorded, but a lighting customer is not scored for safety credit.' },
    ]);
    expect(explanation.total).toBe('100.00');
  });

  it('a refused award names the accident; a withdrawn case its day', () => {
    const explanation = explanationOf(
      [
        opened('2019-01-01'),
        incident('electrical_accident', '2021-06-01'),
        award('2020-01-01', '2022-12-31', '2023-01-10'),
        ...theft('2023-03-01', '2023-03-25'),
        { type: 'CaseWithdrawn', payload: { case_no: 'V1', customer_no: 'C1', withdrawn_on: '2023-04-01' } },
      ],
      '2023-06-30',
    );
    const refused = explanation.notApplied.find(({ rule }) => rule === 'SAF-08')!;
    expect(refused.reason).toBe('Award A1 is refused: accident I1 fell into its period, the first on 2021-06-01.');
    expect(refused.facts.map(({ document }) => document)).toEqual(['A1', 'I1']);
    expect(explanation.notApplied.filter(({ rule }) => rule === 'LAW-01').map(({ reason }) => reason)).toEqual(['Case V1 was withdrawn on 2023-04-01.']);
  });

  it('a step not reached says what it would have taken; a superseded one by what it was replaced', () => {
    const once = explanationOf([power, bill('2023-03-25'), paid('2023-03-25', '2023-04-10')], '2023-06-30');
    expect(codes(once, 'COM-02')).toEqual(['streak-short-and-young']);
    const twice = explanationOf([power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10'), bill('2023-04-25'), paid('2023-04-25', '2023-05-10')], '2023-06-30');
    expect(twice.superseded.map(({ rule, points, by, entry }) => ({ rule, points, by, entry }))).toEqual([{ rule: 'COM-01', points: '-10.00', by: 'COM-02', entry: 'COM-01:B2023-03' }]);
  });

  it('what has lapsed names its last day, and every step of a lapsed ladder is accounted for', () => {
    const explanation = explanationOf([power, bill('2023-03-25'), paid('2023-03-25', '2023-04-10')], '2026-06-30');
    expect(explanation.notApplied.find(({ rule, code }) => rule === 'COM-01' && code === 'lapsed')?.until).toBe('2025-04-10');
    expect(codes(explanation, 'COM-02')).toEqual(['step-not-live']);
  });

  it('exempted bills, returned payments, facts after closing', () => {
    const explanation = explanationOf(
      [
        power,
        bill('2023-03-25'),
        { type: 'BillExempted', payload: { bill_no: 'B2023-03', customer_no: 'C1', decided_on: '2023-04-01', reason: 'meter fault' } },
        bill('2023-04-25'),
        paid('2023-04-25', '2023-04-20'),
        { type: 'PaymentReturned', payload: { payment_no: 'P-B2023-04', customer_no: 'C1', returned_on: '2023-04-24' } },
        { type: 'CustomerClosed', payload: { customer_no: 'C1', closed_on: '2023-06-30' } },
        incident('electrical_accident', '2023-07-10'),
      ],
      '2023-06-30',
    );
    expect(codes(explanation, 'COM-01')).toEqual(['bill-exempted']);
    expect(codes(explanation, 'COM-04')).toContain('payment-returned');
    expect(explanation.withoutEffect.map(({ code, document }) => ({ code, document }))).toEqual([{ code: 'after-closing', document: 'I1' }]);
    expect(explanation).toMatchObject({ closedOn: '2023-06-30', nextChange: null, nextGrade: null });
  });
});

describe('all 28 rules, in both languages', () => {
  const days = (one: (typeof RULE_CASES)[number]): string[] => [one.first, one.last ?? one.first, '2030-01-01'];

  it.each(RULE_CASES)('$rule, $what: complete sentences, every rule accounted for', (one) => {
    for (const language of ['en', 'zh'] as const) {
      for (const day of days(one)) {
        const explanation = explanationOf(one.given, day, { language });
        const { entries, notApplied, superseded } = explanation;
        if (one.points !== '' && day !== '2030-01-01') expect(entries.map(({ rule }) => rule)).toContain(one.rule);
        expect(new Set([...entries, ...notApplied, ...superseded].map(({ rule }) => rule))).toEqual(new Set(RULE_IDS));
        expect(entries.filter(({ facts, basis, outlook }) => facts.length === 0 || basis.length === 0 || outlook.length === 0)).toEqual([]);
        expect(JSON.stringify(explanation)).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  it('every reason that a rule can give has words in both languages', () => {
    for (const code of NOTE_CODES) for (const { reasons } of [WORDINGS.en, WORDINGS.zh]) expect(reasons[code]({ by: '', asOf: '' })).not.toBe('');
  });

  it('a concealment whose accident was entered in error is accounted for', () => {
    const events: CreditFact[] = [
      power,
      incident('electrical_accident', '2023-03-10'),
      concealed('2023-04-10'),
      { type: 'SafetyRecordEnteredInError', payload: { customer_no: 'C1', voided_event: 'event-2', voided_type: 'SafetyIncidentOccurred', document: 'I1', reason: 'typed twice' } },
    ];
    expect(codes(explanationOf(events, '2023-06-30'), 'SAF-05')).toEqual(['accident-entered-in-error']);
  });
});

describe('what comes next', () => {
  const open = [power, bill('2023-03-25')];

  it('names the day, the rule and the score that time alone brings', () => {
    expect(explanationOf(open, '2023-04-30').nextChange).toEqual({
      day: '2023-05-26',
      reason: 'COM-01 becomes COM-02 (-20.00; B2023-03). The total goes from 90.00 (AAA) to 80.00 (AA).',
      total: '80.00',
      grade: 'AA',
      causes: [{ rule: 'COM-02', points: '-20.00', change: 'changed' }],
    });
  });

  it('an open streak says what it becomes, what can still be made good, and by when', () => {
    const [entry] = explanationOf(open, '2023-04-20').entries;
    expect(entry.outlook.map(({ code, day }) => `${code} ${day}`)).toEqual(['had-bills-been-settled null', 'rises 2023-05-26', 'still-made-good 2023-04-30', 'ends-after-settlement null']);
    expect(entry.outlook[1].text).toBe('From 2023-05-26 it becomes COM-02 (-20.00), unless what is open is settled by 2023-05-25.');
  });

  it('a group says until when another member would join it', () => {
    const [entry] = explanationOf([power, incident('cascade_trip_branch', '2023-03-10')], '2023-06-30').entries;
    expect(entry.outlook.map(({ code, day }) => `${code} ${day}`)).toEqual(['ends 2027-03-11', 'another-in-group 2024-03-10']);
  });
});

describe('the next better grade', () => {
  it('none above the best', () => {
    expect(explanationOf([power], '2023-06-30').nextGrade).toBeNull();
  });

  it('the points that are missing, and the day by time alone', () => {
    const events = [power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10'), assessed('operations', '4', '2023-03-01', '2023-03-25')];
    const { nextGrade, total } = explanationOf(events, '2023-06-30');
    expect(total).toBe('89.00');
    expect(nextGrade?.grade).toBe('AAA');
    expect(nextGrade?.needs.map(({ kind, day, points, total: reached }) => ({ kind, day, points, reached }))).toEqual([
      { kind: 'points', day: undefined, points: '1.00', reached: undefined },
      { kind: 'time', day: '2024-05-11', points: undefined, reached: '94.00' },
      { kind: 'decision', day: undefined, points: '1.00', reached: undefined },
    ]);
  });

  it('never fewer points than are needed, whatever the scale', () => {
    const { nextGrade } = explanationOf([opened('2023-01-01', 'lighting'), bill('2023-03-25'), paid('2023-03-25', '2023-05-10')], '2023-06-30');
    expect(nextGrade?.needs[0]).toMatchObject({ kind: 'points', points: '6.67', pointsExact: '20/3' });
  });

  it('a veto first; deeds with the day on which they bear fruit', () => {
    const events = [power, bill('2023-03-25'), ...defect('deficient_procedures', '2023-03-10')];
    const { nextGrade, grade, veto } = explanationOf(events, '2023-06-30');
    expect({ grade, veto }).toEqual({ grade: 'D', veto: 'COM' });
    expect(nextGrade?.grade).toBe('C');
    expect(nextGrade?.needs.map(({ kind, document, day }) => ({ kind, document, day }))).toEqual([
      { kind: 'veto', document: undefined, day: null },
      { kind: 'points', document: undefined, day: undefined },
      { kind: 'time', document: undefined, day: null },
      { kind: 'deed', document: 'B2023-03', day: '2023-06-30' },
      { kind: 'deed', document: 'F1', day: undefined },
      { kind: 'deeds', document: undefined, day: '2025-07-01' },
      { kind: 'decision', document: undefined, day: '2025-12-31' },
    ]);
    expect(nextGrade?.needs[0].text).toContain('Without it the total would be grade B.');
  });
});
