import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#access/person.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { VAULT } from '#platform/tokens.js';
import { openService, type Service } from '../support/open-service.js';

let service: Service;
const as = (role: Role, more: object = {}) => service.as(role, [role], role === 'customer' ? { customerNo: 'C1', ...more } : more);
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  await service.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-09-01', phone: '13800000000', region: 'North' });
  await service.record('RecordReport', { report_no: 'R1', customer_no: 'C1', kind: 'absconder_tip', reported_on: '2024-03-01', informant: '赵六, 13911111111' });
  await service.post('/commands/VerifyReport', { report_no: 'R1', verified_on: '2024-03-10' }, await service.as('Qian', ['credit-officer']));
  // Without something to make good the limit of the category would take the reward away.
  await service.record('RecordMandateFinding', { finding_no: 'F1', customer_no: 'C1', found_on: '2024-02-01' });
});
afterAll(() => service.close());

describe('name, phone and address', () => {
  it.each<[Role, string, string]>([
    ['operator', '', 'shown'], ['credit-officer', '', 'shown'], ['customer', '', 'shown'],
    ['auditor', '', 'withheld'], ['auditor', 'audit 2024', 'shown'], ['approver', 'curiosity', 'withheld'],
  ])('to %s with the purpose "%s" are %s', async (role, purpose, status) => {
    const reply = await service.get('/customers/C1', { ...(await as(role)), 'x-purpose': encodeURIComponent(purpose) });
    expect(reply.json.person).toMatchObject({ status, name: status === 'shown' ? '王小明' : null });
    if (status === 'withheld') expect(reply.text).not.toMatch(/王小明|13800000000/);
  });

  it('are nothing an administrator gets to see, and nothing somebody of another region does', async () => {
    for (const path of ['/customers/C1', '/view/customers/C1', '/customers/C1/events', '/scores', '/ratings', '/customers/C1/access-log']) {
      expect(await service.get(path, await as('administrator'))).toMatchObject({ status: 403 });
    }
    expect((await service.get('/customers/C1', await as('operator', { regions: ['South'] }))).status).toBe(404);
  });

  it('are said to be erased when they are', async () => {
    await service.record('RegisterCustomer', { customer_no: 'E1', name: '孙七', customer_class: 'power', opened_on: '2023-01-01' });
    await service.running.app.get<Vault>(VAULT).destroyKeys(['customer:E1']);
    expect((await service.get('/customers/E1')).json.person).toEqual({ status: 'erased', name: null, phone: null, address: null });
    expect((await service.get('/view/customers/E1?lang=zh', { accept: 'text/html' })).text).toContain('姓名、电话与地址已删除');
  });
});

describe('an informant', () => {
  const rewarded = async (headers: Record<string, string>) => {
    const { json } = await service.get('/customers/C1/explanation', headers);
    return { total: json.total as string, rules: (json.entries as { rule: string }[]).map(({ rule }) => rule), omitted: json.confidentialOmitted as boolean };
  };
  const WHOLE = { total: '100.00', rules: ['COM-05', 'COM-06'], omitted: false };
  const PART = { total: '90.00', rules: ['COM-05'], omitted: true };

  it('sees the reward in full, and so do who verified the report and an auditor who says what for', async () => {
    expect(await rewarded({ ...(await as('customer')), 'x-purpose': '' })).toEqual(WHOLE);
    expect(await rewarded({ ...(await service.as('qian ', ['operator'])), 'x-purpose': '' })).toEqual(WHOLE);
    expect(await rewarded({ ...(await as('auditor')), 'x-purpose': 'audit' })).toEqual(WHOLE);
  });

  it('is not betrayed to others: explanation and total go without, everywhere the same', async () => {
    for (const headers of [await as('operator'), await as('credit-officer'), await as('approver'), { ...(await as('auditor')), 'x-purpose': '' }]) {
      expect(await rewarded(headers)).toEqual(PART);
      expect((await service.get('/customers/C1/score', headers)).json).toMatchObject({ total: '90.00', confidentialOmitted: true });
      const history = (await service.get('/customers/C1/history', headers)).json;
      expect(history).toMatchObject({ confidentialOmitted: true });
      for (const path of ['', '/explanation', '/score', '/history', '/entries/COM-06:R1']) expect((await service.get(`/customers/C1${path}`, headers)).text).not.toMatch(/Report(Received|Verified)|"R1"|COM-06:R1","rule/);
    }
    const operator = await as('operator');
    await service.record('ProposeRating', { customer_no: 'C1' });
    const { id } = (await service.get('/ratings?customer=C1')).json.ratings[0];
    const judged = async (headers: Record<string, string>) => {
      const { json } = await service.get(`/ratings/${id}`, headers);
      return [json.confidentialOmitted, json.judged.entries.map(({ rule }: { rule: string }) => rule)];
    };
    expect(await judged(operator)).toEqual([true, ['COM-05']]);
    expect(await judged(await as('customer'))).toEqual([false, ['COM-05', 'COM-06']]);
    expect((await service.get('/view/customers/C1?lang=en', { ...operator, accept: 'text/html' })).text).toContain('confidential entries omitted');
    const officer = (await service.get('/customers/C1/events', await as('credit-officer'))).json;
    expect(officer).toMatchObject({ confidentialOmitted: true, total: 2 });
    const whole = (await service.get('/customers/C1/events', { ...(await as('auditor')), 'x-purpose': 'audit' })).json;
    const hidden = whole.events.map(({ envelope }: { envelope: string }) => JSON.parse(envelope)).filter(({ type }: { type: string }) => type.startsWith('Report'));
    expect(hidden).toHaveLength(2);
    for (const { id } of hidden) expect((await service.get(`/events/${id}`, await as('credit-officer'))).status).toBe(404);
  });

  it('is named to an auditor alone, who says what for, and that is on record', async () => {
    const path = '/customers/C1/reports/R1/informant';
    for (const role of ['operator', 'credit-officer', 'approver', 'administrator', 'customer'] as const) expect((await service.get(path, await as(role))).status).toBe(403);
    expect(await service.get(path, { ...(await as('auditor')), 'x-purpose': '' })).toMatchObject({ status: 403, json: { type: 'urn:gridledger:problem:purpose-missing' } });
    expect((await service.get(path, { ...(await as('auditor')), 'x-purpose': 'court order 7' })).json).toEqual({ customer_no: 'C1', report_no: 'R1', informant: '赵六, 13911111111', erased: false });
    expect((await service.get('/customers/C1/access-log?size=1')).json.looks[0]).toMatchObject({ who: 'auditor', what: 'informant', purpose: 'court order 7', asked: { reportNo: 'R1' } });
    expect((await service.get('/customers/C1/reports/R9/informant', await as('auditor'))).status).toBe(404);
  });
});
