import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Erasures } from '#erasure/erasures.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import type { Processor } from '#platform/processing/processor.js';
import { EVENT_STORE, PROCESSOR } from '#platform/tokens.js';
import { InvitationList } from '#satisfaction/inviting/invitation-list.js';
import { SurveyOutbox } from '#satisfaction/outbox/survey-outbox.js';
import { SurveyAnswers } from '#satisfaction/submitting/survey-answers.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let processor: Processor;
let surveys: SurveyAnswers;
let outbox: SurveyOutbox;
beforeAll(async () => {
  product = await openProduct('2026-03-02T04:00:00Z');
  processor = product.app.get<Processor>(PROCESSOR);
  surveys = product.app.get(SurveyAnswers);
  outbox = product.app.get(SurveyOutbox);
  for (let n = 1; n <= 7; n++) {
    await product.record('RegisterCustomer', { customer_no: `C${n}`, name: '王小明', phone: '13900000000', customer_class: 'power', opened_on: '2023-01-01', region: 'North' });
    await product.record('RecordBill', { bill_no: `B${n}`, customer_no: `C${n}`, period: '2026-01', issued_on: '2026-02-05', due_on: '2026-02-25', amount: 100 });
  }
});
afterAll(() => product?.close());

const pay = (n: number, no = `P${n}`, amount = 40): Promise<unknown> => product.record('RecordPayment', { payment_no: no, customer_no: `C${n}`, bill_no: `B${n}`, paid_on: '2026-03-02', amount });
const recorded = async (type: string): Promise<NumberedEvent[]> => {
  const store = product.app.get<EventStore>(EVENT_STORE);
  await store.settle();
  const found: NumberedEvent[] = [];
  for await (const page of store.readAll({ after: 0, types: [type] })) found.push(...page);
  return found;
};
const tokens = async (): Promise<Map<string, string>> => new Map((await outbox.take(100, ['payment', 'web'])).flatMap(({ customerNo, token, message }) => (token === null ? [] : [[message, token] as const, [customerNo, token] as const])));

describe('who has paid', () => {
  const links = new Map<string, string>();

  it('is asked once, and not again for a second payment', async () => {
    for (let n = 1; n <= 6; n++) await pay(n);
    await pay(1, 'P1b');
    await processor.run();
    expect((await recorded('SurveyInvitationIssued')).map(({ payload }) => payload.customer_no)).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6']);
    for (const [name, token] of await tokens()) links.set(name, token);
    expect(links.size).toBe(12);
    const log = JSON.stringify(await recorded('SurveyInvitationIssued'));
    for (const token of links.values()) expect(log).not.toContain(token);
  });

  it('is told what is wrong with the answers, and nothing is kept of them', async () => {
    await expect(surveys.submit(links.get('C1')!, { d1_1: '11' })).rejects.toThrow(/d1_1: 11 is off the scale/);
    await expect(surveys.submit(links.get('C1')!, {})).rejects.toThrow(/Nothing was answered/);
    await expect(surveys.submit('A'.repeat(43), { d1_1: '7' })).rejects.toThrow(/not one that was sent/);
    expect(await recorded('SurveyTokenRedeemed')).toEqual([]);
  });

  it('gets one coupon, whatever was answered, and cannot answer a second time', async () => {
    for (let n = 1; n <= 4; n++) await surveys.submit(links.get(`C${n}`)!, { d1_1: String(n), comment: n === 1 ? '很好' : '' });
    await expect(surveys.submit(links.get('C1')!, { d1_1: '10' })).rejects.toThrow(/was used/);
    await processor.run();
    await processor.run();
    expect((await recorded('SurveyCouponGranted')).map(({ payload }) => payload.coupon)).toEqual(['K-C1-1', 'K-C2-1', 'K-C3-1', 'K-C4-1']);
    expect(await processor.parked()).toEqual([]);
  });

  it('is not told from four others: answers come in fives, with the day alone and nothing else', async () => {
    expect(await surveys.run()).toBe(0);
    expect(await recorded('AnswersReceived')).toEqual([]);
    product.at('2026-03-03T04:00:00Z');
    await surveys.submit(links.get('C5')!, { d1_1: '5' });
    expect(await surveys.run()).toBe(5);
    const released = await recorded('AnswersReceived');
    expect(released.map(({ payload }) => (payload.answers as { d1_1: number }).d1_1).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(released.map(({ payload }) => payload.responded_on)).toEqual(Array(5).fill('2026-03-03'));
    for (const { envelope } of released) expect(Object.keys(envelope).sort()).toEqual(['customers', 'id', 'occurredOn', 'origin', 'revision', 'stream', 'type', 'version']);
    expect(await surveys.run()).toBe(0);
  });

  it('is reminded with a link of its own, which counts in place of the first', async () => {
    product.at('2026-03-09T16:30:00Z');
    await product.record('CloseDay', { day: '2026-03-08' });
    await processor.run();
    const reminders = (await outbox.take(100, ['payment'])).filter(({ kind }) => kind === 'reminder');
    expect(reminders.map(({ message }) => message)).toEqual(['S-C6-1 reminder 1']);
    await surveys.submit(reminders[0].token!, { d1_1: '6' });
    await expect(surveys.submit(links.get('C6')!, { d1_1: '1' })).rejects.toThrow(/was used/);
    expect((await outbox.take(100, ['payment'])).filter(({ token }) => token !== null)).toEqual([]);
  });

  it('is listed with what became of it, and a customer at the hotline can be asked by hand', async () => {
    const list = product.app.get(InvitationList);
    await processor.run();
    expect((await list.list()).rows.map(({ invitation, state, coupon, reminders }) => [invitation, state, coupon, reminders])).toContainEqual(['S-C6-1', 'answered', 'K-C6-1', 1]);
    await expect(product.record('InviteToSurvey', { customer_no: 'C1', channel: 'callback' })).rejects.toThrow(/was asked on 2026-03-02.*from 2026-05-31 on/);
    await product.record('InviteToSurvey', { customer_no: 'C7', channel: 'callback' });
    await surveys.submitFor('C7', 'S-C7-1', { d5_1: 8 });
    await expect(surveys.submitFor('C7', 'S-C7-1', { d5_1: 8 })).rejects.toThrow(/was answered on/);
    expect((await list.list({ channel: 'callback' })).rows).toMatchObject([{ invitation: 'S-C7-1', state: 'answered', moment: 'request' }]);
  });
});

describe('a wave', () => {
  it('asks its sample, and nobody on when the quota is full; who was erased is not asked either', async () => {
    for (const no of ['W1', 'W2', 'W3', 'W4']) await product.record('RegisterCustomer', { customer_no: no, name: '李四', customer_class: 'lighting', opened_on: '2023-01-01', region: 'South' });
    const store = product.app.get<EventStore>(EVENT_STORE);
    const context = { actor: 'manager', origin: 'live', correlationId: 'w', causationId: null } as const;
    const drawn = { wave: 'W', questionnaire: 'supply-service', edition: 1, opens_on: '2026-03-10', closes_on: '2026-04-20', frame: {}, frame_position: '1', in_frame: 4, strata: [{ key: 'South', by: { region: 'South' }, in_frame: 4, askable: 4, quota: 2, drawn: 4 }], seed: 's', ask_limit_days: 90, sample_sha256: 'a'.repeat(64) };
    const sample = { wave: 'W', portion: 1, opens_on: '2026-03-10', sample: ['W1', 'W2', 'W3', 'W4'].map((customer_no) => ({ customer_no, stratum: 'South' })) };
    const event = (type: string, payload: object, customers: string[]) => ({ type, version: 1, occurredOn: '2026-03-10', customers, payload: payload as never });
    await store.append({ stream: 'wave-W', expectedRevision: 'no_stream', events: [event('WaveDrawn', drawn, []), event('WaveSampleDrawn', sample, ['W1', 'W2', 'W3', 'W4'])], context });
    await product.app.get(Erasures).erase({ customerNo: 'W4', reason: 'asked for', actor: 'root' });
    await processor.run();
    const list = product.app.get(InvitationList);
    expect((await list.list({ wave: 'W' })).rows.map(({ customer_no, state, expires_on }) => [customer_no, state, expires_on])).toEqual(['W1', 'W2', 'W3'].map((no) => [no, 'open', '2026-04-20']));
    const links = await tokens();
    for (const no of ['W1', 'W2']) await surveys.submit(links.get(no)!, { overall: 9 });
    await processor.run();
    expect((await list.list({ wave: 'W' })).rows.map(({ state }) => state)).toEqual(['answered', 'answered', 'closed']);
    await expect(surveys.submit(links.get('W3')!, { overall: 9 })).rejects.toThrow(/has all the answers/);
    expect(await processor.parked()).toEqual([]);
  });

  it('given a person is erased, then the open invitation is closed and its link is gone', async () => {
    await product.record('RegisterCustomer', { customer_no: 'E1', name: '赵六', customer_class: 'lighting', opened_on: '2023-01-01' });
    await product.record('InviteToSurvey', { customer_no: 'E1', channel: 'web' });
    const link = (await tokens()).get('E1')!;
    await product.app.get(Erasures).erase({ customerNo: 'E1', reason: 'asked for', actor: 'root' });
    await processor.run();
    expect((await product.app.get(InvitationList).list({ customerNo: 'E1' })).rows).toMatchObject([{ state: 'closed' }]);
    await expect(surveys.submit(link, { overall: 9 })).rejects.toThrow(/has all the answers/);
    await expect(product.record('InviteToSurvey', { customer_no: 'E1', channel: 'web' })).rejects.toThrow(/erased or is restricted/);
    expect(await processor.parked()).toEqual([]);
  });
});
