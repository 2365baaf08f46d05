import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Processor } from '#platform/processing/processor.js';
import { PROCESSOR } from '#platform/tokens.js';
import { openService, type Reply, type Service } from '../../../../test/support/open-service.js';
import { surveyPage } from './survey-page.js';
import { builtInQuestionnaire } from '#satisfaction/questionnaires/built-in-questionnaires.js';
import { formPages } from '#satisfaction/form/form-pages.js';

let service: Service;
const links: string[] = [];
let gateway: { authorization: string };
beforeAll(async () => {
  service = await openService('2026-03-02T04:00:00Z', { byAddress: 1e9, bySubject: 1e9, refusedByAddress: 1e9, unknownSurveysByAddress: 6 });
  for (const no of ['C1', 'C2', 'C3']) {
    await service.record('RegisterCustomer', { customer_no: no, name: '王小明', phone: '13900000000', customer_class: 'power', opened_on: '2023-01-01' });
    await service.record('RecordBill', { bill_no: `B${no}`, customer_no: no, period: '2026-01', issued_on: '2026-02-05', due_on: '2026-02-25', amount: 100 });
    await service.record('RecordPayment', { payment_no: `P${no}`, customer_no: no, bill_no: `B${no}`, paid_on: '2026-03-02', amount: 40 });
  }
  await service.running.app.get<Processor>(PROCESSOR).run();
  gateway = await service.as('sms', ['gateway']);
});
afterAll(() => service?.close());

const nobody = { authorization: '', 'x-purpose': '' };
const open = (path: string, headers: Record<string, string> = {}): Promise<Reply> => service.get(path, { ...nobody, ...headers });
const enter = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
  service.send('POST', path, { ...nobody, 'content-type': 'application/x-www-form-urlencoded', ...headers }, new URLSearchParams(fields).toString());

describe('the gateway', () => {
  it('is given links and phone numbers, again until it has sent them, and nobody else is', async () => {
    const { json } = await service.post('/survey-messages/take', { most: 10 }, gateway);
    expect(json.messages).toMatchObject([1, 2, 3].map((n) => ({ kind: 'invitation', customer_no: `C${n}`, phone: '13900000000', channel: 'payment', expires_on: '2026-04-01', coupon: null })));
    links.push(...json.messages.map(({ link }: { link: string }) => new URL(link).pathname));
    expect((await service.post('/survey-messages/take', {}, gateway)).json.messages).toEqual([]);
    expect((await service.post('/survey-messages/sent', { messages: json.messages.map(({ message }: { message: string }) => message) }, gateway)).json).toEqual({ removed: 3 });
    expect((await service.ownerPool.query('SELECT 1 FROM survey_outbox')).rowCount).toBe(0);
    expect((await service.post('/survey-messages/take', {}, await service.as('Li Wei', ['service-manager', 'administrator']))).status).toBe(403);
  });
});

describe('the form', () => {
  it('speaks the language of the browser, needs no script, and lets nothing in from elsewhere', async () => {
    const zh = await open(links[0], { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(zh).toMatchObject({ status: 200, headers: { 'content-security-policy': "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", 'referrer-policy': 'strict-origin', 'cache-control': 'no-store' } });
    expect(zh.text).toContain('<html lang="zh-Hans">');
    expect(zh.text).toContain('您家（单位）的电压是否稳定？');
    const en = await open(`${links[0]}?lang=en`);
    expect(en.text).toContain('How stable is the voltage at your premises?');
    for (const { text } of [zh, en]) {
      expect(text).not.toMatch(/<script|\son\w+=|style="|C1|王小明/);
      // Every field is named by a label that wraps it or points to it, and every group of them by a legend.
      expect(text.match(/<fieldset/g)!.length).toBe(text.match(/<legend>/g)!.length);
      expect(text.replace(/<label[^>]*><input type="radio"[^>]*>[^<]+<\/label>/g, '').match(/type="radio"/)).toBeNull();
    }
    expect((await open('/survey.css')).text).not.toContain('url(');
  });

  it('goes page by page with all that was entered, back as well, and in the other language', async () => {
    const second = await enter(links[0], { _page: '0', _lang: 'en', _go: 'next', d1_1: '9', d1_2: '7' });
    expect(second.text).toContain('Page 2 of 8');
    expect(second.text).toContain('<input type="hidden" name="d1_1" value="9">');
    const back = await enter(links[0], { _page: '1', _lang: 'en', _go: 'back', d1_1: '9', d4_1: '3' });
    expect(back.text).toMatch(/id="d1_1-9" name="d1_1" value="9" checked/);
    expect(back.text).toContain('<input type="hidden" name="d4_1" value="3">');
    expect((await enter(links[0], { _page: '0', _lang: 'en', _go: 'zh', d1_1: '9' })).text).toMatch(/第 1 页.*id="d1_1-9" name="d1_1" value="9" checked/s);
  });

  it('says what is wrong, where, and keeps what was entered', async () => {
    const reply = await enter(links[0], { _page: '0', _lang: 'en', _go: 'next', d1_1: '11', d1_2: '7' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('<title>Error: Satisfaction');
    expect(reply.text).toMatch(/role="alert".*href="#d1_1-1">Voltage stability: Choose a number/s);
    expect(reply.text).toMatch(/aria-describedby="d1_1-hint d1_1-problem" aria-invalid="true"/);
    expect(reply.text).toMatch(/value="7" checked/);
    expect((await enter(links[0], { _page: '3', _lang: 'en', _go: 'send' })).text).toContain('Nothing is answered yet');
    const script = await enter(links[0], { _page: '3', _lang: 'en', _go: 'zh', comment: '<script>alert(1)</script>' });
    expect(script.text).toContain('&lt;script&gt;alert(1)');
    expect(script.text).not.toContain('<script');
  });

  it('asks a required item, and what hangs on an answer', () => {
    const supply = builtInQuestionnaire('supply-service');
    const items = [{ ...supply.items[0], required: true }, { ...supply.items[1], showIf: { item: 'd1_1', atMost: 5 } }];
    const questionnaire = { ...supply, items, constructs: [] };
    const shown = { questionnaire, pages: formPages(questionnaire), problems: [], language: 'en' as const };
    const first = surveyPage({ ...shown, at: 0, entered: {} });
    expect(first).toContain('(required)');
    expect(first).not.toMatch(/name="d1_1" value=""|name="d1_2"/);
    expect(surveyPage({ ...shown, at: 1, entered: { d1_1: '4' } })).toContain('name="d1_2"');
    expect(surveyPage({ ...shown, at: 1, entered: { d1_1: '9' } })).not.toContain('name="d1_2"');
  });

  it('takes the answers once, thanks, and refuses the same link afterwards', async () => {
    const sent = await enter(links[0], { _page: '3', _lang: 'zh', _go: 'send', d1_1: '9', overall: '8', comment: '很好' }, { origin: service.running.url });
    expect(sent).toMatchObject({ status: 303, headers: { location: `${links[0]}?lang=zh` } });
    expect((await open(`${links[0]}?lang=zh`)).text).toContain('谢谢您');
    expect(await enter(links[0], { _page: '3', _lang: 'en', _go: 'send', d1_1: '1' })).toMatchObject({ status: 409, text: expect.stringContaining('This link was used') });
    await service.running.app.get<Processor>(PROCESSOR).run();
    const { json } = await service.post('/survey-messages/take', {}, gateway);
    expect(json.messages).toMatchObject([{ message: 'S-C1-1 coupon', kind: 'coupon', customer_no: 'C1', link: null, coupon: 'K-C1-1' }]);
  });

  it('refuses forms of other sites, expired links, made up ones, and guessing without end', async () => {
    expect((await enter(links[1], { _page: '0', _go: 'next' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await open(`/survey/${'A'.repeat(43)}?lang=en`))).toMatchObject({ status: 404, text: expect.stringContaining('This link is not valid') });
    expect((await open('/survey/x')).status).toBe(404);
    service.at('2026-04-02T04:00:00Z');
    expect(await open(`${links[1]}?lang=en`)).toMatchObject({ status: 410, text: expect.stringContaining('expired') });
    expect((await enter(links[1], { _page: '3', _go: 'send', d1_1: '3' })).status).toBe(410);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await open(`/survey/${i}`)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 429, 429]);
  });
});

describe('an agent', () => {
  it('asks at the hotline, enters the answers, and sees who was asked', async () => {
    service.at('2026-06-02T04:00:00Z');
    const agent = await service.as('Zhang', ['operator']);
    expect((await service.post('/commands/InviteToSurvey', { customer_no: 'C3', channel: 'callback' }, agent)).status).toBe(201);
    const answers = { invitation: 'S-C3-2', answers: { d5_1: 8, d5_3: '9' } };
    expect((await service.post('/customers/C3/survey-answers', { ...answers, answers: { d5_1: 12 } }, agent)).json).toMatchObject({ status: 422, errors: [{ code: 'off-scale', field: 'd5_1' }] });
    expect(await service.post('/customers/C3/survey-answers', answers, agent)).toMatchObject({ status: 201, json: { received: true } });
    expect((await service.post('/customers/C3/survey-answers', answers, agent)).status).toBe(409);
    expect((await service.post('/customers/C2/survey-answers', { ...answers, invitation: 'S-C2-1' }, agent)).json.errors).toMatchObject([{ code: 'link-is-out' }]);
    expect((await service.get('/survey-invitations?channel=callback', agent)).json).toMatchObject({ total: 1, invitations: [{ invitation: 'S-C3-2', state: 'answered', customer_no: 'C3' }] });
    expect((await service.get('/survey-invitations?state=gone', agent)).status).toBe(400);
  });
});
