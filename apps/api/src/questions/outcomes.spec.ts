import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type Service } from '../../../../test/support/open-service.js';
import { LARGEST_CSV } from '../edge/csv-body.js';
import { backtestSchema, impactSchema } from './outcomes.controller.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  for (const customer_no of ['C1', 'C2', 'C3']) await service.record('RegisterCustomer', { customer_no, name: 'N', customer_class: 'power', opened_on: '2024-01-01' });
  await service.record('RecordBill', { bill_no: 'B1', customer_no: 'C1', period: '2024-05', issued_on: '2024-05-05', due_on: '2024-05-25', amount: '120.50' });
});
afterAll(() => service.close());

const csv = { 'content-type': 'text/csv' };

describe('a backtest over HTTP', () => {
  it('tells the default rate by grade, AUC and KS', async () => {
    const { status, json } = await service.send('POST', '/backtest?asOf=2024-06-01', csv, 'customer_no,defaulted\nC1,1\nC2,0\nC3,0\n');
    expect(status).toBe(200);
    expect(backtestSchema.parse(json)).toMatchObject({ asOf: '2024-06-01', customers: 3, defaulted: 1, auc: 1, ks: 1 });
  });

  it('lists every bad row, and refuses what is no CSV or too much of it', async () => {
    const bad = await service.send('POST', '/backtest', csv, 'customer_no,defaulted\nC1,maybe\nC2,0\nC2,1\n');
    expect(bad).toMatchObject({ status: 422 });
    expect(bad.json.errors.map(({ field }: { field: string }) => field)).toEqual(['defaulted', 'customer_no']);
    expect(await service.send('POST', '/backtest', csv, 'customer_no,defaulted\nnobody,1\n')).toMatchObject({ status: 422, json: { errors: [{ code: 'unknown-customer', value: 'nobody' }] } });
    expect(await service.post('/backtest', {})).toMatchObject({ status: 415 });
    expect(await service.send('POST', '/backtest', csv, 'x'.repeat(LARGEST_CSV + 1)).catch(() => ({ status: 413 }))).toMatchObject({ status: 413 });
  });
});

describe('the impact of another edition over HTTP', () => {
  it('tells who changes grade', async () => {
    const { json: edition } = await service.get('/rulebook/editions/s001-2018');
    expect(impactSchema.parse((await service.post('/rulebook/impact', edition)).json)).toMatchObject({ from: 's001-2018', to: 's001-2018', customers: 3, unchanged: 3, changed: [] });
    edition.id = 'stricter';
    edition.rules['COM-01'].points.value = '-15';
    const { json } = await service.post('/rulebook/impact', edition);
    expect(impactSchema.parse(json)).toMatchObject({ to: 'stricter', unchanged: 2, worse: 1, changed: [{ customer_no: 'C1', before: 'AAA', after: 'AA' }] });
  });

  it('refuses an edition that is not sound, with every reason', async () => {
    const reply = await service.post('/rulebook/impact', { id: 'x' });
    expect(reply.status).toBe(422);
    expect(reply.json.errors.length).toBeGreaterThan(1);
  });
});
