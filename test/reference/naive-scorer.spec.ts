import { describe, expect, it } from '@jest/globals';
import { csvRecords, scoresCsv } from './naive-csv.js';
import { dayFrom, dayText, endOfMonthAfter, monthsAfter } from './naive-days.js';
import { byCodePoints, type NaiveFacts, type Row } from './naive-facts.js';
import { fraction, twoDecimals } from './naive-fraction.js';
import { entryTexts, naiveScore } from './naive-scorer.js';

const customer = (customer_class: string): Row => ({ customer_no: 'C1', customer_class, opened_on: '2020-01-01' });
const bill = (period: string): Row => ({ bill_no: period, period, issued_on: `${period}-05`, due_on: `${period}-25`, amount: '100' });
const pay = (period: string, paid_on: string): Row => ({ payment_no: `P${period}`, bill_no: period, paid_on, amount: '100.00' });

/** What a row of domain.md §3.4 shows: the six categories, total, grade, veto. */
function line(facts: Omit<NaiveFacts, 'customer'>, day: string, customerClass = 'power'): string {
  return scoresCsv([{ customer: customer(customerClass), ...facts }], day)
    .split('\n')[1]
    .split(',')
    .slice(2)
    .join(' ');
}

describe('the worked examples of domain.md §3.4', () => {
  it('no facts', () => {
    expect(line({}, '2020-06-01')).toBe('30.00 20.00 30.00 10.00 5.00 5.00 100.00 AAA ');
  });
  it('one arrears, not cured', () => {
    expect(line({ bills: [bill('2020-03')], payments: [pay('2020-03', '2020-05-01')] }, '2020-06-01')).toBe('20.00 20.00 30.00 10.00 5.00 5.00 90.00 AAA ');
  });
  it('one arrears, cured next month', () => {
    expect(line({ bills: [bill('2020-03')], payments: [pay('2020-03', '2020-04-30')] }, '2020-06-01')).toBe('20.50 20.00 30.00 10.00 5.00 5.00 90.50 AAA ');
  });
  it('two running', () => {
    expect(line({ bills: [bill('2020-03'), bill('2020-04')] }, '2020-05-01')).toBe('10.00 20.00 30.00 10.00 5.00 5.00 80.00 AA ');
  });
  it('three running, each cured next month', () => {
    const months = ['2020-03', '2020-04', '2020-05'];
    const payments = months.map((month, i) => pay(month, `2020-0${i + 4}-10`));
    expect(line({ bills: months.map(bill), payments }, '2020-07-01')).toBe('1.50 20.00 30.00 10.00 5.00 5.00 71.50 D COM');
  });
  it('three single arrears, none cured in time', () => {
    const bills = ['2020-02', '2020-03', '2020-04', '2020-05', '2020-06'].map(bill);
    const payments = [
      pay('2020-02', '2020-04-01'),
      pay('2020-03', '2020-03-20'),
      pay('2020-04', '2020-06-01'),
      pay('2020-05', '2020-05-20'),
      pay('2020-06', '2020-08-01'),
    ];
    expect(line({ bills, payments }, '2020-09-01')).toBe('0.00 20.00 30.00 10.00 5.00 5.00 70.00 D COM');
  });
  it('one arrears, then a clean year', () => {
    const facts = { bills: [bill('2020-03')], payments: [pay('2020-03', '2020-05-01')] };
    expect(line(facts, '2021-05-02')).toBe('25.00 20.00 30.00 10.00 5.00 5.00 95.00 AAA ');
    const cured = { bills: [bill('2020-03')], payments: [pay('2020-03', '2020-04-01')] };
    expect(line(cured, '2021-05-02')).toBe('25.50 20.00 30.00 10.00 5.00 5.00 95.50 AAA ');
  });
  it('theft, then a verified report', () => {
    const violations = [{ case_no: 'V1', kind: 'theft', occurred_on: '2020-02-01', confirmed_on: '2020-02-10', withdrawn_on: '' }];
    const reports = [{ report_no: 'R1', kind: 'crime_report', reported_on: '2020-03-01', verified_on: '2020-03-02' }];
    expect(line({ violations, reports }, '2020-04-01')).toBe('30.00 20.00 10.00 10.00 5.00 5.00 80.00 D LAW');
  });
  it('two violations 11 months apart', () => {
    const violations = ['2020-02-01', '2021-01-01'].map((day) => ({
      case_no: day,
      kind: 'contract_violation',
      occurred_on: day,
      confirmed_on: day,
      withdrawn_on: '',
    }));
    // The clean year since the opening has earned its reward too; the limit of 30 takes it away.
    expect(line({ violations }, '2021-01-02')).toBe('30.00 20.00 0.00 10.00 5.00 5.00 70.00 D LAW');
  });
  it('branch-switch cascade, concealed', () => {
    const row = { incident_no: 'S1', kind: 'cascade_trip_branch', occurred_on: '2020-02-01', wide_outage: 'true', concealed_found_on: '2020-02-03' };
    expect(line({ safety_incidents: [row] }, '2020-03-01')).toBe('30.00 0.00 30.00 10.00 5.00 5.00 80.00 AA ');
  });
  it('refused inspection and overdue rectification', () => {
    const cooperation_findings = [{ finding_no: 'F1', kind: 'refused_inspection', found_on: '2020-02-01' }];
    const rectification_notices = [{ notice_no: 'N1', served_on: '2020-02-01', deadline_on: '2020-02-20', rectified_on: '' }];
    expect(line({ cooperation_findings, rectification_notices }, '2020-02-21')).toBe('30.00 20.00 30.00 0.00 5.00 5.00 90.00 AAA ');
  });
  it('lighting, one arrears not cured', () => {
    expect(line({ bills: [bill('2020-03')] }, '2020-04-01', 'lighting')).toBe('33.33  50.00    83.33 AA ');
  });
  it('lighting, theft', () => {
    const violations = [{ case_no: 'V1', kind: 'theft', occurred_on: '2020-02-01', confirmed_on: '2020-02-10', withdrawn_on: '' }];
    expect(line({ violations }, '2020-04-01', 'lighting')).toBe('50.00  0.00    50.00 D LAW');
  });
});

describe('the edges of its reading', () => {
  const entries = (facts: Omit<NaiveFacts, 'customer'>, day: string) =>
    entryTexts(naiveScore({ customer: customer('power'), ...facts }, day)!).map(({ rule, since, until }) => `${rule} ${since}…${until ?? ''}`);

  it('counts months to the last day of a shorter month', () => {
    expect(dayText(monthsAfter(dayFrom('2024-02-29'), 12))).toBe('2025-02-28');
    expect(dayText(monthsAfter(dayFrom('2023-01-31'), 1))).toBe('2023-02-28');
    expect(dayText(monthsAfter(dayFrom('2023-12-31'), 2))).toBe('2024-02-29');
    expect(dayText(endOfMonthAfter(dayFrom('2023-12-31')))).toBe('2024-01-31');
  });
  it('an arrears ages by the day after due date + 2 and + 3 months, and what it reached stays', () => {
    const open = { bills: [bill('2020-03')] };
    expect(entries(open, '2020-03-25')).toEqual([]);
    expect(entries(open, '2020-03-26')).toEqual(['COM-01 2020-03-26…']);
    expect(entries(open, '2020-05-25')).toEqual(['COM-01 2020-03-26…']);
    expect(entries(open, '2020-05-26')).toEqual(['COM-02 2020-03-26…']);
    expect(entries(open, '2020-06-26')).toEqual(['COM-03 2020-03-26…']);
    const paidLate = { ...open, payments: [pay('2020-03', '2020-05-26')] };
    expect(entries(paidLate, '2020-08-01')).toEqual(['COM-02 2020-03-26…2022-05-26']);
  });
  it('a returned payment opens the arrears for all earlier days, from its return on', () => {
    const facts = {
      bills: [bill('2020-03')],
      payments: [pay('2020-03', '2020-03-20')],
      payment_returns: [{ payment_no: 'P2020-03', returned_on: '2020-04-10' }],
    };
    expect(entries(facts, '2020-04-09')).toEqual([]);
    expect(entries(facts, '2020-04-10')).toEqual(['COM-01 2020-03-26…']);
  });
  it('a clean year is rewarded for twelve months, also when an arrears follows', () => {
    const facts = { bills: [bill('2021-02')] };
    expect(entries(facts, '2021-01-01')).toEqual([]);
    expect(entries(facts, '2021-01-02')).toEqual(['COM-07 2021-01-02…2022-01-01']);
    expect(entries(facts, '2021-03-01')).toEqual(['COM-01 2021-02-26…', 'COM-07 2021-01-02…2022-01-01']);
  });
  it('an exempted bill was never issued', () => {
    const months = ['2020-03', '2020-04', '2020-05'];
    const facts = {
      bills: months.map(bill),
      payments: [pay('2020-04', '2020-04-20')],
      bill_exemptions: [{ bill_no: '2020-04', decided_on: '2020-06-10', reason: '' }],
    };
    expect(entries(facts, '2020-06-09')).toEqual(['COM-01 2020-05-26…', 'COM-02 2020-03-26…']);
    expect(entries(facts, '2020-06-10')).toEqual(['COM-02 2020-03-26…']);
  });
  it('is blind to a customer before the opening and after the closing day', () => {
    const facts = { customer: { ...customer('power'), closed_on: '2020-05-05' } };
    expect(naiveScore(facts, '2019-12-31')).toBeNull();
    expect(naiveScore(facts, '2020-05-05')?.grade).toBe('AAA');
    expect(naiveScore(facts, '2020-05-06')).toBeNull();
  });
  it('rounds halves up, sorts by code points, quotes only where needed', () => {
    expect(twoDecimals(fraction(100, 3))).toBe('33.33');
    expect(twoDecimals(fraction(1, 200))).toBe('0.01');
    expect(twoDecimals(fraction(-1, 200))).toBe('0.00');
    expect(twoDecimals(fraction(-50, 3))).toBe('-16.67');
    expect(['\u{1F600}', '\uFFFD', 'a'].sort(byCodePoints)).toEqual(['a', '\uFFFD', '\u{1F600}']);
    const csv = scoresCsv([{ customer: { ...customer('power'), customer_no: 'a,"b"' } }], '2020-02-02');
    expect(csv.split('\n')[1]).toBe('"a,""b""",power,30.00,20.00,30.00,10.00,5.00,5.00,100.00,AAA,');
    expect(csvRecords(csv)[1][0]).toBe('a,"b"');
  });
});
