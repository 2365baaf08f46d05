import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { STAFF_ROLES } from '#access/person.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { openService, type Reply, type Service } from '../support/open-service.js';

let service: Service;
let own: { authorization: string };
const NOBODY = { authorization: '' };
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  for (const no of ['C1', 'C2']) await service.record('RegisterCustomer', { customer_no: no, name: '王小明', customer_class: 'power', opened_on: '2023-01-01', region: no === 'C1' ? 'North' : 'South' });
  own = await service.as('C1', ['customer'], { customerNo: 'C1' });
});
afterAll(() => service.close());

/** Bytes as they are, over a socket. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(service.running.url);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
const told = ({ status, json }: Reply): string => `${status} ${json?.type?.replace('urn:gridledger:problem:', '') ?? ''}`;

describe('tokens that are not what they seem', () => {
  it('given one of another audience, of another key, or replayed after its end, then 401 says so and shows nothing', async () => {
    const issuer = service.running.app.get(LocalIssuer);
    const now = Date.parse('2024-06-15T04:00:00Z') / 1000;
    const elsewhere = await issuer.sign({ subject: 'x', roles: STAFF_ROLES, validSeconds: 60 }, 'mail', now);
    const short = (await service.as('brief', STAFF_ROLES, { validSeconds: 60 })).authorization;
    expect(told(await service.get('/customers/C1/score', { authorization: `Bearer ${elsewhere}` }))).toBe('401 invalid-token');
    expect((await service.get('/customers/C1/score', { authorization: short })).status).toBe(200);
    service.at('2024-06-15T04:02:00Z');
    const late = await service.get('/customers/C1/score', { authorization: short });
    expect(late).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="gridledger", error="invalid_token"' } });
    expect(late.text).not.toContain(short.slice(20, 40));
    service.at('2024-06-15T04:00:00Z');
    const [head, body, signature] = short.slice('Bearer '.length).split('.');
    const raised = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: 'root' })).toString('base64url');
    expect(told(await service.get('/scores', { authorization: `Bearer ${head}.${raised}.${signature}` }))).toBe('401 invalid-token');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(told(await service.get('/scores', { authorization: `Bearer ${none}.${body}.` }))).toBe('401 invalid-token');
  });

  it('given one that is too long, malformed or not a bearer token, then it is refused before it is read', async () => {
    expect(told(await service.get('/scores', { authorization: `Bearer ${'a'.repeat(9000)}` }))).toBe('401 invalid-token');
    expect((await service.get('/scores', { authorization: `Bearer ${'a'.repeat(20_000)}` })).status).toBe(431);
    for (const authorization of ['Basic cm9vdDpyb290', 'Bearer', 'Bearer a b', 'Bearer ,x']) expect(told(await service.get('/scores', { authorization }))).toBe('401 malformed-token');
  });
});

describe('headers that are smuggled', () => {
  it('given two Authorization headers, then neither counts; given X-Acting-As, it is refused', async () => {
    const staff = (await service.as('boss')).authorization;
    const answer = await raw(`GET /scores HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${own.authorization}\r\nAuthorization: ${staff}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(told(await service.post('/commands/CloseDay', { day: '2024-06-14' }, { 'x-acting-as': 'Li Wei' }))).toBe('400 acting-as-refused');
  });

  it('given a request hidden in the body of another, then it is not answered as a second one', async () => {
    const answer = await raw(`POST /commands/CloseDay HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[01] /);
    expect(answer).not.toMatch(/HTTP\/1\.1 200|"live"/);
  });

  it.each(['X-Forwarded-For', 'X-Original-URL', 'X-Rewrite-URL', 'X-HTTP-Method-Override', 'X-User', 'X-Roles', 'Forwarded', 'Cookie'])('given %s, then it lends nobody anything', async (name) => {
    const value = { 'X-Original-URL': '/health/live', 'X-HTTP-Method-Override': 'POST', 'X-Roles': 'auditor', Cookie: 'role=auditor' }[name] ?? '127.0.0.1';
    expect(told(await service.get('/customers/C2/score', { ...own, [name]: value }))).toBe('404 unknown-customer');
    expect(told(await service.get('/scores', { ...NOBODY, [name]: value }))).toBe('401 no-token');
  });
});

describe('addresses that are bent', () => {
  it.each(['/CUSTOMERS/C2/score', '/customers/C2/score/', '//customers/C2/score', '/customers/C1/../C2/score', '/customers/C1%2f..%2fC2/score', '/customers/C2/SCORE', '/customers/%43%32/score', '/customers/C2;x=C1/score', '/customers/C2%20/score', '/health/../customers/C2/score', '/docs/../scores'])('given %s, then a customer learns nothing of another', async (path) => {
    const reply = await service.get(path, own);
    expect([400, 403, 404]).toContain(reply.status);
    expect(reply.text).not.toMatch(/100\.00|AAA/);
    expect((await service.get(path, NOBODY)).status).toBe(401);
  });

  it('given another method than an address takes, then 405 says which; one that is not there stays 404', async () => {
    expect(await service.send('DELETE', '/customers/C1', {})).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(await service.send('PUT', '/commands/RecordBill', {})).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await service.send('GET', '/backtest', {})).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await service.send('PATCH', '/login', NOBODY)).toMatchObject({ status: 401 });
    expect((await service.send('DELETE', '/nothing', {})).status).toBe(404);
    expect((await service.send('HEAD', '/customers/C1', {})).status).toBe(200);
    expect((await service.send('TRACE', '/customers/C1', {})).status).toBe(405);
  });
});

describe('pages of other sites', () => {
  const cookieOf = (reply: Reply): string => (reply.headers['set-cookie'] as unknown as string[])[0].split(';')[0];
  const form = { ...NOBODY, 'content-type': 'application/x-www-form-urlencoded' };
  const login = async (): Promise<Reply> => service.send('POST', '/login', form, `token=${(await service.as('Li Wei')).authorization.slice(7)}&lang=zh`);

  it('the cookie is out of reach of scripts and of other sites, lets its holder read, and leaves when told', async () => {
    const entered = await login();
    expect(entered).toMatchObject({ status: 303, headers: { location: '/?lang=zh' } });
    expect((entered.headers['set-cookie'] as unknown as string[])[0]).toMatch(/^gridledger_token=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = cookieOf(entered);
    expect((await service.get('/view/customers/C1', { ...NOBODY, cookie })).text).toContain('王小明');
    expect((await service.get('/', { ...NOBODY, cookie, accept: 'text/html' })).text).toContain('Li Wei');
    expect((await service.send('POST', '/logout', { ...NOBODY, cookie })).headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=0')]);
  });

  it('given the cookie, then nothing can be written with it, from whichever page', async () => {
    const cookie = cookieOf(await login());
    expect(told(await service.post('/commands/CloseDay', { day: '2024-06-14' }, { ...NOBODY, cookie }))).toBe('401 no-token');
    expect(told(await service.post('/rulebook/impact', {}, { ...NOBODY, cookie }))).toBe('401 no-token');
    expect(told(await service.send('POST', '/login', { ...form, origin: 'http://evil.example' }, 'token=x'))).toBe('403 foreign-origin');
    expect(told(await service.send('POST', '/logout', { ...form, cookie, origin: 'http://evil.example' }))).toBe('403 foreign-origin');
    expect((await service.get('/', { ...NOBODY, cookie: `${cookie}; ${cookie}` })).status).toBe(401);
  });

  it('the page that asks for a token has no script, escapes what it says, and is shown instead of what needs one', async () => {
    const asked = await service.get('/view/customers/C1', { ...NOBODY, accept: 'text/html,*/*;q=0.8' });
    expect(asked).toMatchObject({ status: 401, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(asked.text).toContain('action="/login"');
    const refused = await service.send('POST', '/login', form, `token=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(refused.status).toBe(401);
    expect(refused.text + asked.text).not.toMatch(/<script/);
  });

  it('a login link is good once', async () => {
    const link = new URL(await service.running.loginLink({ subject: 'root', roles: STAFF_ROLES }));
    const first = await service.get(link.pathname + link.search, NOBODY);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect((await service.get('/scores', { ...NOBODY, cookie: cookieOf(first) })).status).toBe(200);
    const again = await service.get(link.pathname + link.search, NOBODY);
    expect(again.status).toBe(200);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect((await service.get('/login?code=guess', NOBODY)).headers['set-cookie']).toBeUndefined();
  });
});

describe('floods', () => {
  it('given too many requests of one address, of one person, or with wrong tokens, then 429 says when to come back', async () => {
    const flooded = await openService('2024-06-15T04:00:00Z', { byAddress: 40, bySubject: 5, refusedByAddress: 3 });
    const statuses = async (times: number, headers: Record<string, string>): Promise<number[]> => {
      const found: number[] = [];
      for (let i = 0; i < times; i++) found.push((await flooded.get('/rulebook/editions', headers)).status);
      return found;
    };
    expect(await statuses(7, await flooded.as('busy'))).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await statuses(2, await flooded.as('other'))).toEqual([200, 200]);
    expect(await statuses(5, { authorization: 'Bearer a.b.c' })).toEqual([401, 401, 401, 429, 429]);
    const reply = await flooded.get('/rulebook/editions', { 'x-forwarded-for': '10.1.2.3' });
    expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    await flooded.close();
  });
});

describe('what is written down by the way', () => {
  it('no token reaches the log of requests', async () => {
    const lines: string[] = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = ((text: string) => (lines.push(String(text)), true)) as typeof process.stderr.write;
    try {
      const logged = await openService('2024-06-15T04:00:00Z');
      await logged.get('/scores?sort=nonsense');
      await logged.send('POST', '/login', { 'content-type': 'application/x-www-form-urlencoded' }, 'token=secret-token');
      await logged.close();
    } finally {
      process.stderr.write = write;
    }
    expect(lines.join('')).not.toMatch(/secret-token|eyJ/);
  });
});

