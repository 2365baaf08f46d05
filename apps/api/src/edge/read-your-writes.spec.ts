import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type Service } from '../../../../test/support/open-service.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
});
afterAll(() => service?.close());

describe('?consistency=', () => {
  it('given the stream and revision that a command answered, or a position, then the answer rests on it', async () => {
    const { json } = await service.post('/commands/RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-01-01' });
    const answer = await service.get(`/customers/C1/score?consistency=${encodeURIComponent(`${json.stream}@${json.revision}`)}`);
    expect(answer).toMatchObject({ status: 200, json: { position: expect.any(Number) } });
    expect((await service.get(`/customers/C1/score?consistency=${answer.json.position}`)).status).toBe(200);
  });

  it('given what is neither, then 400; the parameter is documented', async () => {
    expect(await service.get('/customers/C1/score?consistency=soon')).toMatchObject({ status: 400 });
    const { paths } = (await service.get('/openapi.json')).json;
    expect(paths['/customers/{customerNo}/score'].get.parameters.map(({ name }: { name: string }) => name)).toContain('consistency');
  });

  it('given what is not recorded, then it waits five seconds and says when to ask again', async () => {
    const answer = await service.get('/customers/C1/score?consistency=customer-C1%40999');
    expect(answer).toMatchObject({ status: 504, headers: { 'retry-after': '2' }, json: { type: 'urn:gridledger:problem:not-projected-in-time' } });
    expect((await service.get('/customers/C1/score')).status).toBe(200);
  }, 30_000);
});
