import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type Service } from '../../../../test/support/open-service.js';
import { scoreSchema } from './answers.js';
import { customerRecordSchema } from './customer-record.js';
import { customerPageSchema } from './lists.controller.js';
import { loggedEventSchema } from './log.controller.js';

const bill = (customer_no: string, bill_no: string, period: string) => ({ bill_no, customer_no, period, issued_on: `${period}-05`, due_on: `${period}-25`, amount: '120.50' });

let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  const register = (customer_no: string, more: object) => service.record('RegisterCustomer', { customer_no, name: '王小明', customer_class: 'power', opened_on: '2023-01-01', phone: '13800000000', region: 'North', ...more });
  await register('C1', {});
  await register('C/2', { customer_class: 'lighting', region: 'South' });
  await register('客3', { segment: 'VIP', opened_on: '2024-03-01' });
  await register('C4', { opened_on: '2024-01-01' });
  await service.record('RecordBill', bill('C1', 'B1', '2024-05'));
  await service.record('RecordBill', bill('C/2', 'B2', '2024-02'));
  await service.record('CloseCustomer', { customer_no: 'C4', closed_on: '2024-06-10' });
});
afterAll(() => service.close());

const numbers = (reply: { json: { customers: { customer_no: string }[] } }) => reply.json.customers.map(({ customer_no }) => customer_no);

describe('one customer', () => {
  it('has a score that says what it rests on', async () => {
    const { status, json } = await service.get('/customers/C1/score?asOf=2024-06-01');
    expect(status).toBe(200);
    expect(scoreSchema.parse(json)).toMatchObject({ customer_no: 'C1', asOf: '2024-06-01', edition: 's001-2018', total: '95.00', grade: 'AAA', veto: '', provisional: false });
    expect(json.categories[0]).toEqual({ code: 'COM', full: '30.00', value: '25.00', deductions: '-10.00', rewards: '5.00', capped: '0.00' });
    const earlier = await service.get(`/customers/C1/score?asOf=2024-06-01&knownAsOf=2024-06-15T03:59:59Z`);
    expect(earlier).toMatchObject({ status: 404, json: { type: 'urn:gridledger:problem:unknown-customer' } });
  });

  it('has a number that may hold anything', async () => {
    expect((await service.get(`/customers/${encodeURIComponent('C/2')}/score`)).json).toMatchObject({ customer_no: 'C/2', customer_class: 'lighting', veto: 'COM', grade: 'D' });
    expect((await service.get(`/customers/${encodeURIComponent('客3')}/score`)).json).toMatchObject({ customer_no: '客3', provisional: true });
  });

  it('is shown without its person, there and in the log', async () => {
    const record = await service.get('/customers/C1');
    expect(customerRecordSchema.parse(record.json)).toMatchObject({ region: 'North', opened_on: '2023-01-01', closed_on: null });
    expect(record.json.facts.map(({ type, document }: { type: string; document: string }) => [type, document])).toEqual([['CustomerOpened', 'C1'], ['BillIssued', 'B1']]);
    const events = await service.get('/customers/C1/events');
    expect(events.text).not.toMatch(/王小明|13800000000/);
    expect(record.json.person).toEqual({ status: 'shown', name: '王小明', phone: '13800000000', address: null });
  });

  it('shows its events byte for byte, each also by its id', async () => {
    const { json } = await service.get('/customers/C1/events?size=1&page=2');
    expect(json).toMatchObject({ page: 2, size: 1, total: 2 });
    const [event] = json.events;
    expect(loggedEventSchema.parse(event).payload).toBe('{"amount_fen":"12050","bill_no":"B1","customer_no":"C1","due_on":"2024-05-25","issued_on":"2024-05-05","period":"2024-05"}');
    expect((await service.get(`/events/${JSON.parse(event.envelope).id}`)).json).toEqual(event);
  });

  it('given its account is closed, then it says through which day to ask, in the words of this interface', async () => {
    const { status, json } = await service.get('/customers/C4/score');
    expect([status, json.type, json.detail]).toEqual([404, 'urn:gridledger:problem:account-closed', expect.stringMatching(/ask with asOf 2024-06-10\.$/)]);
    expect((await service.get('/customers/C4/score?asOf=2024-06-10')).status).toBe(200);
  });

  it('is unknown, in one sentence, where it is unknown', async () => {
    for (const path of ['/customers/nobody', '/customers/nobody/score', '/customers/nobody/events', '/customers/C1/score?asOf=2022-12-31', '/customers/C1/score?edition=none', '/events/nothing', '/events/3f2a0000-0000-4000-8000-000000000000', '/rulebook/editions/none']) {
      expect(await service.get(path)).toMatchObject({ status: 404, json: { detail: expect.stringMatching(/^[A-Z].*\.$/) } });
    }
  });
});

describe('lists', () => {
  it('come from the ledger when it stands on the day, and are the same when worked out', async () => {
    const paths = ['/scores?', '/lists/grades?', '/lists/open-arrears?', '/lists/changes?within=400&', '/scores?sort=-total&', '/scores?sort=next_change_on&', '/scores?sort=-oldest_due_on&', '/scores?grade=D,C&', '/scores?class=power&', '/scores?region=South&', '/scores?segment=VIP&', '/scores?veto=false&', '/scores?provisional=true&', '/scores?minTotal=90&maxTotal=99.99&', '/scores?size=1&page=2&'];
    for (const path of paths) {
      const fromLedger = (await service.get(path.slice(0, -1))).json;
      const workedOut = (await service.get(`${path}edition=s001-2018`)).json;
      expect(customerPageSchema.parse(fromLedger)).toMatchObject({ from: 'ledger', asOf: '2024-06-15' });
      // The first question is itself in the log by the second.
      expect({ path, ...workedOut, knownAsOf: '', position: 0 }).toEqual({ path, ...fromLedger, from: 'case files', knownAsOf: '', position: 0 });
    }
  });

  it('are sorted by code points unless told otherwise, filtered and paged', async () => {
    expect(numbers(await service.get('/scores'))).toEqual(['C/2', 'C1', '客3']);
    expect(numbers(await service.get('/scores?sort=-customer_no&size=2'))).toEqual(['客3', 'C1']);
    expect(numbers(await service.get('/lists/open-arrears'))).toEqual(['C/2', 'C1']);
    expect(numbers(await service.get('/lists/grades?grade=AAA&region=North'))).toEqual(['C1', '客3']);
    expect((await service.get('/scores?size=2&page=3')).json).toMatchObject({ total: 3, customers: [] });
    expect((await service.get('/lists/open-arrears')).json.customers[0]).toMatchObject({ open_arrears_count: 1, open_arrears_fen: '12050', oldest_due_on: '2024-02-25' });
  });

  it('answer for any day, as known then', async () => {
    expect((await service.get('/scores?asOf=2024-02-01')).json).toMatchObject({ from: 'case files', asOf: '2024-02-01', total: 3 });
    expect((await service.get('/scores?knownAsOf=2024-06-14')).json).toMatchObject({ position: 0, total: 0, customers: [] });
  });

  it('say what time alone changes next', async () => {
    expect(numbers(await service.get('/lists/changes?within=40'))).toEqual([]);
    expect(numbers(await service.get('/lists/changes?within=41'))).toEqual(['C1']);
    expect((await service.get('/lists/changes?within=41')).json.customers[0]).toMatchObject({ next_change_on: '2024-07-26', total: '95.00' });
  });

  it('leave as the score file of domain.md §4', async () => {
    const reply = await service.get('/scores.csv?asOf=2024-06-01');
    expect(reply.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8; header=present', 'x-as-of': '2024-06-01', 'x-edition': 's001-2018' });
    expect(reply.text).toBe(
      'customer_no,customer_class,com,saf,law,coo,ops,dev,total,grade,veto\nC/2,lighting,8.33,,50.00,,,,58.33,D,COM\nC1,power,25.00,20.00,30.00,10.00,5.00,5.00,95.00,AAA,\nC4,power,30.00,20.00,30.00,10.00,5.00,5.00,100.00,AAA,\n客3,power,30.00,20.00,30.00,10.00,5.00,5.00,100.00,AAA,\n',
    );
  });
});

describe('the rulebook, the calendar and the service', () => {
  it('shows its editions and says what is wrong with one', async () => {
    expect((await service.get('/rulebook/editions')).json.editions).toMatchObject([{ id: 's001-2018', position: 0, inForceFrom: '1900-01-01' }]);
    const { json: edition } = await service.get('/rulebook/editions/s001-2018');
    expect((await service.post('/rulebook/editions/validate', { ...edition, id: 'next', inForceFrom: '2025-01-01' })).json).toMatchObject({ sound: true, id: 'next', problems: [] });
    expect((await service.post('/rulebook/editions/validate', edition)).json).toMatchObject({ sound: false, problems: [{ path: 'id' }, { path: 'inForceFrom' }] });
    expect((await service.post('/rulebook/editions/validate', { nothing: 1 })).json.sound).toBe(false);
  });

  it('shows which days are closed, and that the ledger follows', async () => {
    expect((await service.get('/calendar')).json).toMatchObject({ zone: 'Asia/Shanghai', today: '2024-06-15', closedThrough: null, closings: [] });
    await service.record('CloseDay', { day: '2024-06-13' });
    expect((await service.get('/calendar')).json).toMatchObject({ closedThrough: '2024-06-13', ledgerDay: '2024-06-14', closings: [{ from: '2024-06-13', through: '2024-06-13' }] });
    expect((await service.get('/scores')).json.from).toBe('case files');
    expect((await service.get('/scores?asOf=2024-06-14')).json.from).toBe('ledger');
    expect((await service.get('/health/ready')).json).toMatchObject({ status: 'ready', ledgerDay: '2024-06-14', readModels: expect.arrayContaining([expect.objectContaining({ name: 'credit', lag: expect.any(Number) })]) });
  });
});
