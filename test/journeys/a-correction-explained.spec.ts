import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localUser } from '#access/person.js';
import { VisibleReports } from '#apps/api/src/questions/visible-reports.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { CustomerAnswers } from '#apps/api/src/questions/customer-answers.js';
import { DISPUTE_READER, type DisputeReader } from '#credit/explaining/disputes.js';
import type { Explanation } from '#credit/explaining/explanation.js';
import { dayOf } from '#platform/kernel/day.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let answers: CustomerAnswers;
beforeAll(async () => {
  product = await openProduct('2024-02-01T04:00:00Z');
  answers = new CustomerAnswers(product.reader, product.app.get<DisputeReader>(DISPUTE_READER), new VisibleReports(product.app.get(EVENT_STORE)));
});
afterAll(() => product.close());

const explained = async (asOf: string, knownAsOf?: string, language: 'en' | 'zh' = 'en'): Promise<Explanation> => (await answers.explanation('C1', { asOf, knownAsOf }, language, BY)).explanation;
const BY = { person: localUser('tester'), purpose: null };
const bill = (period: string) => ({ bill_no: `B-${period}`, customer_no: 'C1', period, issued_on: `${period}-05`, due_on: `${period}-25`, amount: '120.50' });
const said = ({ total, entries }: Explanation): string[] => [total, ...entries.map(({ text }) => text)];

describe('a late record and a correction, in the explanation, on both time axes', () => {
  it('given a payment that came in time, then the 10th of February stands at 100', async () => {
    await product.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-06-01', phone: '13800000000' });
    await product.record('RecordBill', bill('2024-01'));
    await product.record('RecordPayment', { payment_no: 'P1', customer_no: 'C1', bill_no: 'B-2024-01', paid_on: '2024-01-24', amount: '120.50' });
    expect(said(await explained('2024-02-10'))).toEqual(['100.00']);
  });

  it('given an accident of January recorded in March, then the same day shows it, as recorded later; as known in February it does not', async () => {
    product.at('2024-03-05T04:00:00Z');
    await product.record('RecordSafetyIncident', { incident_no: 'I1', customer_no: 'C1', kind: 'electrical_accident', occurred_on: '2024-01-15', wide_outage: false });
    const now = await explained('2024-02-10');
    expect(said(now)).toEqual(['95.00', 'Electrical accident I1 happened inside the enterprise on 2024-01-15.']);
    expect(now.entries[0].facts).toMatchObject([{ type: 'SafetyIncidentOccurred', document: 'I1', occurredOn: '2024-01-15', recordedAt: '2024-03-05T04:00:00.000000Z', late: true }]);
    expect(said(await explained('2024-02-10', '2024-02-29'))).toEqual(['100.00']);
  });

  it('given the payment was entered in error, then the same day shows the arrears and the void payment; as known before, neither', async () => {
    product.at('2024-04-05T04:00:00Z');
    await product.record('RecordEnteredInError', { kind: 'payment', number: 'P1', reason: 'another customer’s payment' });
    const now = await explained('2024-02-10', undefined, 'zh');
    expect(said(now)).toEqual(['85.00', '拖欠电费1次：账单 B-2024-01（应缴日 2024-01-25，尚未结清）。', '2024-01-15 企业内部发生电气事故 I1。']);
    expect(now.voided).toMatchObject([{ type: 'PaymentReceived', document: 'P1', recordedAt: '2024-02-01T04:00:00.000002Z', voidedAt: '2024-04-05T04:00:00.000000Z' }]);
    expect(await explained('2024-02-10', '2024-03-31')).toMatchObject({ total: '95.00', voided: [] });
  });

  it('then the history of either knowledge tells its own story', async () => {
    const told = async (knownAsOf?: string) => (await answers.history('C1', { to: dayOf('2024-04-01') }, { knownAsOf }, BY)).days.map(({ day, total, causes }) => `${day} ${total} ${causes.map(({ rule, type }) => `${rule} ${type ?? 'time'}`).join()}`);
    expect(await told('2024-02-29')).toEqual(['2023-06-01 100.00 OPENING CustomerOpened']);
    expect(await told('2024-03-31')).toEqual(['2023-06-01 100.00 OPENING CustomerOpened', '2024-01-15 95.00 SAF-01 SafetyIncidentOccurred']);
    expect(await told()).toEqual(['2023-06-01 100.00 OPENING CustomerOpened', '2024-01-15 95.00 SAF-01 SafetyIncidentOccurred', '2024-01-26 85.00 COM-01 time', '2024-03-26 75.00 COM-02 time']);
  });
});
