import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { openService, type Service } from '../../../../test/support/open-service.js';
import { problemSchema } from '../documentation/problem-schema.js';
import { foreign } from './loopback.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2024-02-01T04:00:00Z');
});
afterAll(() => service.close());

const problem = (reply: { headers: object; json: unknown; status: number }, status: number, code: string) => {
  expect(reply).toMatchObject({ status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } });
  expect(problemSchema.parse(reply.json)).toMatchObject({ type: `urn:gridledger:problem:${code}`, status });
};

describe('who may ask', () => {
  it('given a Host header that is not the loopback address, then the request is refused (DNS rebinding)', async () => {
    problem(await service.get('/health/live', { host: 'rebound.example' }), 421, 'foreign-host');
    problem(await service.get('/health/live', { host: '127.0.0.1.example:3000' }), 421, 'foreign-host');
    for (const host of ['localhost:3000', '127.0.0.1', '[::1]:3000']) expect(await service.get('/health/live', { host })).toMatchObject({ status: 200 });
  });

  it('given a page of another origin, then it may not write, and nothing tells it that it may read', async () => {
    problem(await service.post('/commands/CloseDay', { day: '2024-01-31' }, { origin: 'http://evil.example' }), 403, 'foreign-origin');
    problem(await service.post('/commands/CloseDay', { day: '2024-01-31' }, { origin: 'null' }), 403, 'foreign-origin');
    problem(await service.post('/commands/CloseDay', { day: '2024-01-31' }, { 'sec-fetch-site': 'cross-site' }), 403, 'foreign-origin');
    expect((await service.get('/health/live', { origin: 'http://evil.example' })).headers).not.toHaveProperty('access-control-allow-origin');
    expect(await service.post('/commands/CloseDay?dryRun=true', { day: '2024-01-31' }, { origin: service.running.url })).toMatchObject({ status: 200 });
  });

  it('given an origin on another port of this machine, then it is another origin', () => {
    expect(foreign('POST', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:8080' })?.code).toBe('foreign-origin');
    expect(foreign('POST', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' })).toBeNull();
    expect(foreign('POST', { host: '127.0.0.1:3000' })).toBeNull();
    expect(foreign('GET', {})?.code).toBe('foreign-host');
  });
});

describe('what is not a sound request', () => {
  it('given an unknown address or method, then a problem says so', async () => {
    problem(await service.get('/nothing/here'), 404, 'unknown-route');
    problem(await service.send('DELETE', '/scores', {}), 405, 'wrong-method');
    problem(await service.get('/customers/%E0%A4%A'), 400, 'malformed-address');
  });

  it('given a NUL character in an address or a body, then it is refused before it reaches the database', async () => {
    for (const path of ['/customers/A%00/score', '/scores?region=%00', '/ratings?customer=%00', '/ratings/%00', '/objections?customer=%00']) {
      problem(await service.get(path), 400, 'malformed-address');
    }
    problem(await service.post('/commands/ExemptBill', { bill_no: 'B\0', decided_on: '2024-01-01', reason: 'x' }), 400, 'malformed-field');
    problem(await service.post('/commands/ProposeRating', { customer_no: 'C\ud800' }), 400, 'malformed-field');
  });

  it('given a field that is called like something every object has, then it is named as it stands', async () => {
    const reply = await service.send('POST', '/commands/CloseDay', { 'content-type': 'application/json' }, '{"day":"2024-01-01","constructor":1}');
    problem(reply, 400, 'unknown-field');
    expect(reply.json.errors).toMatchObject([{ field: 'constructor' }]);
  });

  it('given a body that is no JSON, too large or of another type, then a problem says so', async () => {
    const json = { 'content-type': 'application/json' };
    problem(await service.send('POST', '/commands/CloseDay', json, '{"day": '), 400, 'malformed-json');
    problem(await service.send('POST', '/commands/CloseDay', json, JSON.stringify({ day: 'x'.repeat(1024 * 1024) })), 413, 'body-too-large');
    problem(await service.send('POST', '/commands/CloseDay', { 'content-type': 'text/plain' }, '{"day":"2024-01-01"}'), 415, 'not-json');
    problem(await service.send('POST', '/commands/CloseDay', {}), 415, 'not-json');
    problem(await service.send('POST', '/commands/CloseDay', { 'content-type': 'application/json; charset=iso-8859-1' }, '{}'), 415, 'unsupported-encoding');
  });

  it('given a parameter that nobody knows or that is malformed, then each is listed', async () => {
    const reply = await service.get('/customers/C1/score?asOf=2024-02-30&colour=red&edition=');
    problem(reply, 400, 'malformed-parameter');
    expect(reply.json.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['asOf', 'colour', 'edition']);
    expect(reply.json.errors).toContainEqual({ code: 'malformed-parameter', field: 'asOf', value: '2024-02-30', message: "asOf '2024-02-30': expected is an existing day, YYYY-MM-DD." });
    problem(await service.get('/customers/C1/score?asOf=2024-01-01&asOf=2024-01-02'), 400, 'malformed-parameter');
    problem(await service.get('/customers/C1/score?knownAsOf=yesterday'), 400, 'impossible-time');
    problem(await service.get('/scores?size=100000'), 400, 'malformed-parameter');
    problem(await service.get('/scores?sort=name;drop'), 400, 'malformed-parameter');
  });

  it('given bytes that are not HTTP, then even they are answered with a problem', async () => {
    const { hostname, port } = new URL(service.running.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
  });
});

describe('every answer', () => {
  it('carries the caller’s correlation id, or a new one where that is none', async () => {
    expect((await service.get('/health/live', { 'x-correlation-id': 'desk-7.2024' })).headers['x-correlation-id']).toBe('desk-7.2024');
    expect((await service.get('/health/live', { 'x-correlation-id': 'a b<script>' })).headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    const refused = await service.get('/nothing', { 'x-correlation-id': 'desk-8' });
    expect(refused.json.instance).toBe('urn:gridledger:request:desk-8');
  });

  it('is kept by no cache, framed by nobody and does not say what it runs on', async () => {
    const { headers } = await service.get('/health/live');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
    expect(headers['content-security-policy']).toContain("default-src 'none';script-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });
});
