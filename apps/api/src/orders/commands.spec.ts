import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type Service } from '../../../../test/support/open-service.js';
import { commandResultSchema } from './commands.controller.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
});
afterAll(() => service.close());

const customer = { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-01-01' };

describe('giving a command over HTTP', () => {
  it('given a dry run, then it shows the events and writes nothing', async () => {
    const { status, json } = await service.post('/commands/RegisterCustomer?dryRun=true', customer);
    expect(status).toBe(200);
    expect(commandResultSchema.parse(json)).toMatchObject({ outcome: 'would-record', stream: 'customer-C1', events: [{ type: 'CustomerOpened' }] });
    expect((await service.get('/customers/C1')).status).toBe(404);
  });

  it('given it twice, then the first is recorded, under the name and correlation that came with it, and the second brings nothing new', async () => {
    const headers = { ...(await service.as('李伟')), 'x-correlation-id': 'desk-1' };
    const first = await service.post('/commands/RegisterCustomer', customer, headers);
    expect(first).toMatchObject({ status: 201, json: { outcome: 'recorded', revision: 0 } });
    const event = await service.get(`/events/${first.json.events[0].id}`);
    expect(JSON.parse(event.json.envelope)).toMatchObject({ recordedBy: '李伟', correlationId: 'desk-1', origin: 'live' });
    expect(await service.post('/commands/RegisterCustomer', customer, headers)).toMatchObject({ status: 200, json: { outcome: 'nothing-new', events: [] } });
  });

  it('given what breaks a rule, then every problem is listed and no personal value repeated', async () => {
    expect(await service.post('/commands/NoSuchCommand', {})).toMatchObject({ status: 404, json: { type: 'urn:gridledger:problem:unknown-command' } });
    const malformed = await service.post('/commands/RecordBill', { bill_no: 'B1', customer_no: 'C1', period: '2024-13', issued_on: 'soon', due_on: '2024-05-25', amount: '1.234', colour: 'red' });
    expect(malformed).toMatchObject({ status: 400 });
    expect(malformed.json.errors.map(({ field }: { field: string }) => field)).toEqual(expect.arrayContaining(['issued_on', 'amount', 'colour']));
    const reused = await service.post('/commands/RegisterCustomer', { ...customer, customer_class: 'lighting' });
    expect(reused).toMatchObject({ status: 409, json: { errors: [{ field: 'customer_class' }] } });
    const personal = await service.post('/commands/RegisterCustomer', { ...customer, customer_no: 'C2', phone: 13800000000 });
    expect(personal.status).toBe(400);
    expect(personal.text).not.toContain('13800000000');
    expect(await service.post('/commands/RecordPayment', { payment_no: 'P1', customer_no: 'C1', bill_no: 'none', paid_on: '2024-05-01', amount: '1' })).toMatchObject({ status: 404 });
    expect(await service.post('/commands/CloseDay', { day: '2024-06-15' })).toMatchObject({ status: 422, json: { type: 'urn:gridledger:problem:day-not-over' } });
    expect(await service.post('/commands/CloseDay', { day: '2024-06-14' }, { 'x-acting-as': 'somebody' })).toMatchObject({ status: 400, json: { type: 'urn:gridledger:problem:acting-as-refused' } });
    expect(await service.post('/commands/CloseDay?dryRun=perhaps', { day: '2024-06-14' })).toMatchObject({ status: 400 });
  });

  it('lists the commands, each with its schema', async () => {
    const { commands } = (await service.get('/commands')).json;
    expect(commands.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['RecordPayment', 'CloseDay', 'PublishEdition', 'RecordEnteredInError']));
    expect((await service.get('/commands/RecordPayment/schema')).json).toMatchObject({ name: 'RecordPayment', schema: { type: 'object', additionalProperties: false }, example: expect.any(Object) });
    expect((await service.get('/commands/NoSuchCommand/schema')).status).toBe(404);
  });
});
