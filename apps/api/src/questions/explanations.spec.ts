import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type Service } from '../../../../test/support/open-service.js';
import { historySchema } from './explanations.controller.js';
import { explanationSchema } from './explanation-schema.js';
import { ratingPageSchema, shownRatingSchema } from './ratings.controller.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  await service.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-01-01', phone: '13800000000' });
  await service.record('RecordBill', { bill_no: 'B<1>', customer_no: 'C1', period: '2024-05', issued_on: '2024-05-05', due_on: '2024-05-25', amount: '120.50' });
  await service.record('RecordBill', { bill_no: 'B0', customer_no: 'C1', period: '2024-04', issued_on: '2024-04-05', due_on: '2024-04-25', amount: '80.00' });
});
afterAll(() => service.close());

describe('the explanation', () => {
  it('has the shape that is documented, and says everything in the language asked for', async () => {
    const english = await service.get('/customers/C1/explanation?asOf=2024-06-01');
    expect(english.status).toBe(200);
    const { entries, categories } = explanationSchema.parse(english.json);
    expect(entries.map(({ rule, points }) => [rule, points])).toEqual([['COM-02', '-20.00'], ['COM-07', '5.00']]);
    expect(categories[0].steps.map(({ before, after }) => [before, after])).toEqual([['30.00', '10.00'], ['10.00', '15.00']]);
    const chinese = await service.get('/customers/C1/explanation?asOf=2024-06-01&lang=zh');
    const byHeader = await service.get('/customers/C1/explanation?asOf=2024-06-01', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' });
    expect(chinese.json.entries[0].text).toMatch(/拖欠/);
    expect(byHeader.json.entries[0].text).toBe(chinese.json.entries[0].text);
    expect(english.text + chinese.text).not.toMatch(/王小明|13800000000/);
  });

  it('is had of one entry alone, by its id', async () => {
    const { json } = await service.get('/customers/C1/explanation');
    const id = json.entries[0].id as string;
    expect((await service.get(`/customers/C1/entries/${encodeURIComponent(id)}`)).json).toMatchObject({ customer_no: 'C1', asOf: '2024-06-15', entry: { id } });
    expect(await service.get('/customers/C1/entries/COM-01:nothing')).toMatchObject({ status: 404, json: { type: 'urn:gridledger:problem:unknown-entry' } });
  });
});

describe('the history', () => {
  it('tells each day on which anything changed, under one knowledge', async () => {
    const { json } = await service.get('/customers/C1/history?from=2024-01-01');
    expect(historySchema.parse(json).days.map(({ day, total, grade }) => [day, total, grade])).toEqual([
      ['2024-01-02', '100.00', 'AAA'],
      ['2024-04-26', '95.00', 'AAA'],
      ['2024-05-26', '85.00', 'AA'],
    ]);
    expect((await service.get('/customers/C1/history')).json).toMatchObject({ from: '2023-01-01', to: '2024-06-15' });
  });

  it('given a period that ends before it begins, or before the opening, then one sentence says so', async () => {
    expect(await service.get('/customers/C1/history?from=2024-02-01&to=2024-01-01')).toMatchObject({ status: 400, json: { type: 'urn:gridledger:problem:empty-period' } });
    expect(await service.get('/customers/C1/history?to=2022-01-01')).toMatchObject({ status: 404, json: { type: 'urn:gridledger:problem:not-open-yet' } });
    expect(await service.get('/customers/nobody/history')).toMatchObject({ status: 404, json: { type: 'urn:gridledger:problem:unknown-customer' } });
  });
});

describe('formal ratings', () => {
  it('given one is proposed over HTTP, then it is listed and shown', async () => {
    const { json: schema } = await service.get('/commands/ProposeRating/schema');
    expect(schema.room).toBeTruthy();
    const proposed = await service.post('/commands/ProposeRating', { customer_no: 'C1', as_of: '2024-06-15' }, await service.as('Li Wei'));
    expect(proposed).toMatchObject({ status: 201 });
    const list = await service.get('/ratings?customer=C1');
    expect(ratingPageSchema.parse(list.json)).toMatchObject({ total: 1, ratings: [{ customer_no: 'C1', state: 'proposed', proposed_by: 'Li Wei' }] });
    const { id } = list.json.ratings[0];
    expect(shownRatingSchema.parse((await service.get(`/ratings/${encodeURIComponent(id)}`)).json).steps).toHaveLength(1);
    expect((await service.post('/commands/ApproveRating', { rating_id: id }, await service.as('li  wei'))).status).toBe(422);
    expect(await service.get('/ratings/none')).toMatchObject({ status: 404 });
    expect(await service.get('/ratings?state=nonsense')).toMatchObject({ status: 400 });
    expect((await service.get('/objections')).json).toMatchObject({ total: 0, objections: [] });
  });
});

describe('the pages', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it('lead from the form to a customer’s page, in both languages, with nothing but what comes from here', async () => {
    const home = await service.get('/?lang=zh', browser);
    expect(home).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(home.text).toContain('<html lang="zh-Hans">');
    expect(home.text).not.toMatch(/<script|(?:src|href)="https?:/);
    expect((await service.get('/style.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    const looked = await service.get('/view/customers?lang=en&customer=+C1+&asOf=2024-06-01&knownAsOf=', browser);
    expect(looked).toMatchObject({ status: 303, headers: { location: '/view/customers/C1?lang=en&asOf=2024-06-01' } });
    const page = await service.get(looked.headers.location as string, browser);
    expect(page.text).toContain('<span class="total">85.00</span>');
    expect(page.text).toMatch(/<svg[^>]*role="img"/);
    expect(page.text).not.toMatch(/<script/);
    expect(page.text).toContain('王小明 · 13800000000');
  });

  it('escape whatever was recorded or asked', async () => {
    const page = await service.get('/view/customers/C1', browser);
    expect(page.text).toContain('B&lt;1&gt;');
    expect(page.text).not.toContain('B<1>');
    const refused = await service.get(`/view/customers/${encodeURIComponent('<img src=x>')}`, browser);
    expect(refused).toMatchObject({ status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(refused.text).toContain('&lt;img src=x&gt;');
    expect(refused.text).not.toContain('<img');
  });

  it('refuse in the language of the page, and in JSON for whoever prefers that', async () => {
    expect((await service.get('/view/customers/C1?asOf=2024-02-30&lang=zh', browser)).text).toContain('此问题无法回答');
    expect(await service.get('/view/customers/nobody', { accept: 'application/json' })).toMatchObject({ status: 404, json: { status: 404 } });
  });
});
