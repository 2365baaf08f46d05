import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXCHANGE_FILES, type CustomerFacts } from './exchange-files.js';
import { brokenRules } from './broken-rules.fixture.js';
import { simulateCustomer, simulateFactsFor } from './simulate-customer.js';
import { simulatedCustomerNo } from './simulate-folder.js';
import { spanOf } from './span.js';

const customers = (seed: string, count: number, months: number, frequency = 1): CustomerFacts[] =>
  Array.from({ length: count }, (_, i) => simulateCustomer(seed, simulatedCustomerNo(i + 1), spanOf('2023-01', months, frequency)).facts);

describe('a simulated customer', () => {
  it('breaks no rule of the exchange files, whatever the seed, the length and the frequency', () => {
    const orders = fc.tuple(fc.string(), fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, 20));
    fc.assert(fc.property(orders, ([seed, months, frequency]) => {
      for (const facts of customers(seed, 12, months, frequency)) expect(brokenRules(facts)).toEqual([]);
    }), { numRuns: 60 });
  });

  it('says every kind of thing that the exchange files can say', () => {
    const all = customers('every kind', 400, 48, 10);
    const seen = new Set<string>();
    const see = (...what: (string | boolean)[]): unknown => seen.add(what.join(' '));
    for (const facts of all) {
      for (const row of facts.safety_incidents) see(row.kind, `wide:${row.wide_outage}`, row.concealed_found_on === '' ? '' : 'concealed');
      for (const row of facts.safety_findings) see(row.kind, `persons:${row.persons}`, row.rectified_on === '' ? 'open' : 'rectified');
      for (const row of facts.violations) {
        see(row.kind, row.confirmed_on === '' ? 'unconfirmed' : 'confirmed', row.withdrawn_on === '' ? 'standing' : 'withdrawn');
        if (row.withdrawn_on !== '' && row.withdrawn_on < row.confirmed_on) see('withdrawn before confirmed');
      }
      for (const row of facts.reports) see(row.kind, row.verified_on === '' ? 'unverified' : 'verified');
      for (const row of facts.cooperation_findings) see(row.kind);
      for (const row of facts.rectification_notices) {
        if (row.rectified_on === row.deadline_on) see('met on the last day');
        else see(row.rectified_on === '' ? 'not met' : row.rectified_on < row.deadline_on ? 'met early' : 'met late');
      }
      for (const row of facts.field_assessments) see(row.area, row.score);
      if (new Set(facts.field_assessments.map((row) => row.area + row.approved_on)).size < facts.field_assessments.length) see('two approved on a day');
      if (facts.safety_awards.length > 0) see('an award');
      if (facts.mandate_findings.length > 0) see('a void mandate');
      if (facts.payment_returns.length > 0) see('a returned payment');
      if (facts.bill_exemptions.length > 0) see('an exempted bill');
      if (facts.customer.closed_on !== '') see('a closed account');
      see(facts.customer.customer_class, facts.customer.segment);
    }
    const each = (...choices: string[][]): string[] =>
      choices.reduce((texts, next) => texts.flatMap((text) => next.map((one) => (text === '' ? one : `${text} ${one}`))), ['']);
    const expected = [
      ...each(['electrical_accident'], ['wide:', 'wide:false'], ['', 'concealed']),
      ...each(['cascade_trip_branch'], ['wide:', 'wide:false', 'wide:true'], ['', 'concealed']),
      ...each(['cascade_trip_substation'], ['wide:true'], ['', 'concealed']),
      ...each(['unqualified_electrician'], ['persons:', 'persons:1', 'persons:5'], ['open', 'rectified']),
      ...each(['deficient_procedures'], ['persons:', 'persons:1'], ['open', 'rectified']),
      ...each(['theft', 'contract_violation', 'obstruction', 'facility_damage'], ['unconfirmed', 'confirmed'], ['standing', 'withdrawn']),
      ...each(['absconder_tip', 'crime_report'], ['unverified', 'verified']),
      ...each(['operations', 'development'], ['0', '0.5', '1', '1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5']),
      ...['bad_faith_contract', 'refused_equipment_test', 'refused_inspection', 'dispatch_violation', 'withdrawn before confirmed'],
      ...['met early', 'met on the last day', 'met late', 'not met', 'two approved on a day'],
      ...['an award', 'a void mandate', 'a returned payment', 'an exempted bill', 'a closed account', 'power VIP', 'lighting VIP'],
    ];
    expect(expected.filter((what) => !seen.has(what))).toEqual([]);
  });

  it('has hundreds of facts when the time is long', () => {
    const rows = (facts: CustomerFacts): number => EXCHANGE_FILES.reduce((sum, file) => sum + (file === 'customers' ? 1 : facts[file].length), 0);
    expect(Math.max(...customers('long', 5, 120).map(rows))).toBeGreaterThan(200);
  });

  it('goes on from a shorter simulation: every row again, later days filled in', () => {
    const shorter = customers('next export', 60, 14, 10);
    const longer = customers('next export', 60, 20, 10);
    shorter.forEach((before, i) => {
      for (const file of EXCHANGE_FILES) {
        const rows: { [column: string]: string }[] = file === 'customers' ? [before.customer] : before[file];
        const later: { [column: string]: string }[] = file === 'customers' ? [longer[i].customer] : longer[i][file];
        for (const row of rows) {
          expect(later.some((other) => Object.entries(row).every(([column, value]) => other[column] === value || (value === '' && other[column] > '2024-02-29')))).toBe(true);
        }
      }
    });
  });

  it('is laid beside existing customers without breaking a rule', () => {
    const [facts] = simulateFactsFor([{ customer_no: 'C1', customer_class: 'power', opened_on: '2005-04-01' }], 'x', spanOf('2005-04', 60, 30));
    const customer = { ...customers('x', 1, 1)[0].customer, customer_no: 'C1', customer_class: 'power', opened_on: '2005-04-01', closed_on: '' };
    expect(brokenRules({ customer, bills: [], payments: [], payment_returns: [], bill_exemptions: [], ...facts })).toEqual([]);
    expect(facts.safety_incidents.length).toBeGreaterThan(0);
  });
});
