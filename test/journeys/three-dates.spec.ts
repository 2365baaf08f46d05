import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, PROJECTOR } from '#platform/tokens.js';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { line, lines } from '../credit/customer-of.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
beforeAll(async () => {
  product = await openProduct('2024-02-01T04:00:00Z');
});
afterAll(() => product.close());

const score = async (asOf: string, knownAsOf?: string, edition?: string) => {
  const question = await product.reader.question({ asOf, knownAsOf, edition });
  const { assessment } = await product.reader.assessCustomer('C1', question);
  return { total: line(assessment).split(' = ')[1], entries: lines(assessment), position: question.position };
};
const bill = (period: string) => ({ bill_no: `B-${period}`, customer_no: 'C1', period, issued_on: `${period}-05`, due_on: `${period}-25`, amount: '120.50' });

describe('one customer, three dates', () => {
  it('given a bill that nobody paid, then it costs points from the day after it was due', async () => {
    await product.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-01-01', phone: '13800000000' });
    await product.record('RecordBill', bill('2024-01'));
    expect(await score('2024-01-25')).toMatchObject({ total: '100.00 AAA', entries: ['COM-07 5.00'] });
    expect(await score('2024-01-26')).toMatchObject({ total: '95.00 AAA', entries: ['COM-01 -10.00', 'COM-07 5.00'] });
  });

  it('given the payment is recorded late, then the past is corrected for later knowledge and stands for earlier', async () => {
    product.at('2024-03-01T04:00:00Z');
    await product.record('RecordPayment', { payment_no: 'P1', customer_no: 'C1', bill_no: 'B-2024-01', paid_on: '2024-01-24', amount: '120.50' });
    expect(await score('2024-02-10')).toMatchObject({ total: '100.00 AAA', entries: ['COM-07 5.00'] });
    expect(await score('2024-02-10', '2024-02-28')).toMatchObject({ total: '95.00 AAA', entries: ['COM-01 -10.00', 'COM-07 5.00'], position: 2 });
  });

  it('given that payment was entered in error, then the arrears is back for later knowledge alone', async () => {
    product.at('2024-04-01T04:00:00Z');
    await product.record('RecordEnteredInError', { kind: 'payment', number: 'P1', reason: 'another customer’s payment' });
    expect(await score('2024-02-10')).toMatchObject({ entries: ['COM-01 -10.00', 'COM-07 5.00'] });
    expect(await score('2024-02-10', '2024-03-31T23:59:59+08:00')).toMatchObject({ entries: ['COM-07 5.00'], position: 3 });
    expect(await score('2024-02-10', '2024-02-28')).toMatchObject({ entries: ['COM-01 -10.00', 'COM-07 5.00'], position: 2 });
  });

  it('given an edition from May on, then it judges what counts from May on, unless it is asked for by name', async () => {
    product.at('2024-04-15T04:00:00Z');
    const edition = JSON.parse(builtInEditionText());
    Object.assign(edition, { id: 'stricter', inForceFrom: '2024-05-01' });
    edition.rules['COM-01'].points.value = '-12.5';
    await product.record('PublishEdition', { edition });
    await product.record('RecordPayment', { payment_no: 'P2', customer_no: 'C1', bill_no: 'B-2024-01', paid_on: '2024-03-10', amount: 120.5 });
    await product.record('RecordBill', bill('2024-03'));
    await product.record('RecordPayment', { payment_no: 'P3', customer_no: 'C1', bill_no: 'B-2024-03', paid_on: '2024-03-25', amount: 120.5 });
    await product.record('RecordBill', bill('2024-06'));
    expect((await score('2024-06-26')).entries).toEqual(['COM-01 -10.00', 'COM-01 -12.50', 'COM-07 5.00']);
    expect((await score('2024-06-26', undefined, 'stricter')).entries).toEqual(['COM-01 -12.50', 'COM-01 -12.50', 'COM-07 5.00']);
    expect((await score('2024-06-26', undefined, 's001-2018')).entries).toEqual(['COM-01 -10.00', 'COM-01 -10.00', 'COM-07 5.00']);
  });

  it('given the three questions that make no sense, then each is refused in one sentence', async () => {
    await expect(score('2024-02-30')).rejects.toThrow(/'2024-02-30' is not an existing day/);
    await expect(score('2022-12-31')).rejects.toThrow(/was opened on 2023-01-01/);
    await expect(score('2024-01-01', '2024-01-01')).rejects.toThrow(/was not on record as known/);
    await expect(score('2024-01-01', undefined, 'no-such')).rejects.toThrow(/no rulebook edition 'no-such'/);
  });
});

describe('the ledger', () => {
  const rows = async () => (await product.app.get<pg.Pool>(DATABASE).query('SELECT *, total::text AS total FROM ledger_v2')).rows;

  it('given days are closed, then it stands on the day after, and what time alone changes has changed', async () => {
    product.at('2026-03-11T04:00:00Z');
    await product.record('CloseDay', { day: '2024-06-25' });
    await product.reader.caughtUp();
    expect(await rows()).toMatchObject([{ customer_no: 'C1', total: '82.50', grade: 'AA', open_arrears_count: 1 }]);
    await product.record('CloseDay', { day: '2026-03-10' });
    await product.reader.caughtUp();
    expect(await rows()).toMatchObject([{ customer_no: 'C1', grade: 'D', veto: 'COM', next_change_on: null }]);
  });

  it('given it is rebuilt from the log, then it is the same to the last row', async () => {
    const before = await rows();
    await product.app.get<Projector>(PROJECTOR).rebuild('credit');
    expect(await rows()).toEqual(before);
  });
});
