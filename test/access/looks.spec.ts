import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { DATABASE, EVENT_STORE } from '#platform/tokens.js';
import { accessLogSchema } from '#apps/api/src/questions/access-log.controller.js';
import { openService, type Service } from '../support/open-service.js';

const MANY = 130;
let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  for (let i = 1; i <= MANY; i++) await service.record('RegisterCustomer', { customer_no: `C${i}`, name: '王小明', customer_class: i % 2 === 0 ? 'power' : 'lighting', opened_on: '2023-01-01', region: i <= 10 ? 'North' : 'South' });
});
afterAll(() => service.close());

interface Looked {
  who: string;
  what: string;
  purpose?: string;
  asked: Record<string, string>;
  customers: number;
  roles: string[];
}
const log = async (customer: string): Promise<Looked[]> => accessLogSchema.parse((await service.get(`/customers/${customer}/access-log?size=1000`)).json).looks;
const events = async (customer: string): Promise<number> => (await service.get(`/customers/${customer}/events`)).json.total;

describe('every look', () => {
  it('is on record with who, what, what for and how it was asked', async () => {
    await service.get('/customers/C1/explanation?asOf=2024-06-01&lang=zh', { ...(await service.as('Li Wei', ['operator'])), 'x-purpose': encodeURIComponent('投诉 2024-117') });
    expect((await log('C1'))[0]).toMatchObject({ who: 'Li Wei', roles: ['operator'], what: 'explanation', purpose: '投诉 2024-117', asked: { asOf: '2024-06-01' }, customers: 1 });
    expect((await log('C1'))[0]).toMatchObject({ who: 'tester', what: 'access-log' });
  });

  it('changes no customer’s history, and carries no customer in its envelope', async () => {
    const before = await events('C2');
    for (const path of ['', '/score', '/history', '/explanation']) await service.get(`/customers/C2${path}`);
    expect(await events('C2')).toBe(before);
    const store = service.running.app.get<EventStore>(EVENT_STORE);
    await store.settle();
    for await (const page of store.readAll({ after: 0, types: ['DataLookedAt'] })) {
      for (const { envelope } of page) expect({ customers: envelope.customers, stream: envelope.stream.replace(/-[0-9a-f]{12}-\d+$/, '') }).toEqual({ customers: [], stream: 'look-2024-06' });
    }
  });

  it('at a page of a list is one event, found by those on the page and by nobody else', async () => {
    await service.get('/scores?size=3&page=2&class=lighting', await service.as('Chen Jing', ['operator']));
    const shown = (await service.get('/scores?size=3&page=2&class=lighting')).json.customers.map(({ customer_no }: { customer_no: string }) => customer_no);
    for (const no of shown) expect((await log(no)).filter(({ who }) => who === 'Chen Jing')).toMatchObject([{ what: 'list', customers: 3, asked: { class: 'lighting', size: '3' } }]);
    expect((await log('C2')).filter(({ who }) => who === 'Chen Jing')).toEqual([]);
  });

  it('at the scores of everybody is one event, and each finds it; one who came later does not', async () => {
    const before = (await service.running.app.get<pg.Pool>(DATABASE).query(`SELECT count(*)::int AS n FROM event WHERE type = 'DataLookedAt'`)).rows[0].n;
    const file = await service.get('/scores.csv', { ...(await service.as('auditor', ['auditor'])), 'x-purpose': 'yearly audit' });
    expect(file.text.split('\n')).toHaveLength(MANY + 2);
    expect((await service.running.app.get<pg.Pool>(DATABASE).query(`SELECT count(*)::int AS n FROM event WHERE type = 'DataLookedAt'`)).rows[0].n).toBe(before + 1);
    await service.record('RegisterCustomer', { customer_no: 'LATE', name: '李四', customer_class: 'power', opened_on: '2024-01-01' });
    for (const no of ['C1', 'C77', `C${MANY}`]) expect((await log(no)).filter(({ what }) => what === 'score-file')).toMatchObject([{ who: 'auditor', purpose: 'yearly audit', customers: MANY }]);
    expect((await log('LATE')).filter(({ what }) => what === 'score-file')).toEqual([]);
  });

  it('at a part of everybody is found by that part alone', async () => {
    await service.get('/scores.csv', { ...(await service.as('South', ['credit-officer'], { regions: ['South'] })), 'x-purpose': 'month end' });
    expect((await log('C11')).filter(({ who }) => who === 'South')).toMatchObject([{ customers: MANY - 10 }]);
    expect((await log('C1')).filter(({ who }) => who === 'South')).toEqual([]);
  });

  it('names its purpose where a file about everybody is taken, or is refused', async () => {
    for (const purpose of ['', '%20%20']) {
      expect(await service.get('/scores.csv', { 'x-purpose': purpose })).toMatchObject({ status: 403, json: { type: 'urn:gridledger:problem:purpose-missing' } });
    }
    expect(await service.get('/scores.csv', { 'x-purpose': '%E0%A4%A' })).toMatchObject({ status: 400, json: { type: 'urn:gridledger:problem:malformed-purpose' } });
    expect((await service.get('/customers/C1/score', { 'x-purpose': '' })).status).toBe(200);
  });

  it('that cannot be written down shows nothing', async () => {
    const pool = service.ownerPool;
    await pool.query(`CREATE FUNCTION refuse_looks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.type = 'DataLookedAt' THEN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse_looks BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse_looks()`);
    try {
      for (const path of ['/customers/C1/score', '/scores', '/scores.csv', '/view/customers/C1']) {
        const reply = await service.get(path);
        expect({ path, status: reply.status }).toEqual({ path, status: 503 });
        expect(reply.text).not.toMatch(/100\.00|AAA/);
      }
      expect((await service.get('/rulebook/editions')).status).toBe(200);
    } finally {
      await pool.query('DROP TRIGGER refuse_looks ON event');
    }
    expect((await service.get('/customers/C1/score')).status).toBe(200);
  });

  it('is paged, and is the customer’s own to read', async () => {
    const own = await service.as('C1', ['customer'], { customerNo: 'C1' });
    const first = (await service.get('/customers/C1/access-log?size=2', own)).json;
    expect(first.looks).toHaveLength(2);
    const second = (await service.get('/customers/C1/access-log?size=2&page=2', own)).json;
    // The first page was itself a look, so that one line may come twice.
    expect(second.looks[0].position).toBeLessThanOrEqual(first.looks[1].position);
    expect(await service.get('/customers/nobody/access-log')).toMatchObject({ status: 404 });
  });
});

describe('a person with regions', () => {
  it('sees and changes the customers of these regions only, in every list', async () => {
    const north = await service.as('Nan', ['operator', 'credit-officer'], { regions: ['North'] });
    expect((await service.get('/scores?size=500', north)).json.total).toBe(10);
    expect((await service.get('/scores?size=500&asOf=2024-01-31', north)).json).toMatchObject({ total: 10, from: 'case files' });
    expect((await service.get('/scores.csv', north)).text.split('\n')).toHaveLength(12);
    expect((await service.get('/scores?region=South', north)).status).toBe(403);
    expect((await service.get('/customers/C11/score', north)).status).toBe(404);
    expect((await service.get('/customers/LATE/score', north)).status).toBe(404);
    expect((await service.get('/customers/C1/score', north)).status).toBe(200);
    const bill = { bill_no: 'B1', customer_no: 'C11', period: '2024-05', issued_on: '2024-05-05', due_on: '2024-05-25', amount: '1' };
    expect((await service.post('/commands/RecordBill', bill, north)).status).toBe(404);
    expect((await service.post('/commands/RecordBill', { ...bill, customer_no: 'C1' }, north)).status).toBe(201);
    await service.record('RecordBill', { ...bill, bill_no: 'B11' });
    expect(await service.post('/commands/ExemptBill', { bill_no: 'B11', decided_on: '2024-06-01', reason: 'x' }, north)).toMatchObject({ status: 404, json: { detail: 'There is no bill B11.' } });
    expect((await service.post('/commands/CloseDay', { day: '2024-06-14' }, north)).status).toBe(403);
    expect((await service.post('/backtest', {}, { ...north, 'content-type': 'application/json' })).status).toBe(415);
  });

  it('does not bring a customer of another region into its own, nor lose one to another', async () => {
    const north = await service.as('Nan', ['operator'], { regions: ['North'] });
    expect((await service.post('/commands/ChangeCustomerDetails', { customer_no: 'C11', region: 'North' }, north)).status).toBe(404);
    expect((await service.post('/commands/ChangeCustomerDetails', { customer_no: 'C1', region: 'South' }, north)).status).toBe(403);
    expect((await service.post('/commands/RegisterCustomer', { customer_no: 'N1', name: '张三', customer_class: 'power', opened_on: '2024-01-01' }, north)).status).toBe(403);
    expect((await service.post('/commands/RegisterCustomer', { customer_no: 'C11', name: '张三', customer_class: 'power', opened_on: '2024-01-01', region: 'North' }, north)).status).toBe(404);
    expect((await service.post('/commands/RegisterCustomer', { customer_no: 'N1', name: '张三', customer_class: 'power', opened_on: '2024-01-01', region: 'North' }, north)).status).toBe(201);
    await service.record('ChangeCustomerDetails', { customer_no: 'N1', region: 'South' });
    expect((await service.get('/customers/N1/score', north)).status).toBe(404);
  });
});
