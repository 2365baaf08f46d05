import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';
import type { KillPoint } from './survey-service.js';

/** Every place between two steps, in their order: each process dies at the next one, and what takes its place goes on. */
const POINTS: readonly KillPoint[] = [
  { when: 'before', statement: 'INSERT INTO survey_outbox' },
  { when: 'after', statement: 'INSERT INTO survey_outbox' },
  { when: 'after', append: 'SurveyInvitationIssued' },
  { when: 'before', commitOf: 'INSERT INTO survey_letter' },
  { when: 'after', commitOf: 'INSERT INTO survey_letter' },
  // The answer is on record and the coupon is granted in one append.
  { when: 'before', append: 'SurveyCouponGranted' },
  { when: 'after', append: 'SurveyCouponGranted' },
  // With the fifth answer there is something to release.
  { when: 'before', append: 'AnswersReceived' },
  { when: 'after', append: 'AnswersReceived' },
];
const CUSTOMERS = ['C1', 'C2', 'C3', 'C4', 'C5'];

let database: TestDatabase;
let home: string;
let service: ChildProcess | undefined;
let url = '';
/** How many points were reached. */
let deaths = 0;
const errors: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  home = mkdtempSync(join(tmpdir(), 'gridledger-survey-'));
});
afterAll(async () => {
  service?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
  await database?.close();
});

async function start(): Promise<void> {
  const kill = POINTS[deaths] ?? null;
  const environment = { ...process.env, NODE_OPTIONS: '', GRIDLEDGER_HOME: home, GRIDLEDGER_CRASH: JSON.stringify({ url: database.url, kill }) };
  service = spawn(process.execPath, [join(CHECKOUT, 'dist/test/crash/survey-service.js')], { cwd: CHECKOUT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  service.stderr!.on('data', (chunk: Buffer) => errors.push(String(chunk)));
  for await (const line of createInterface({ input: service.stdout! })) {
    if (!line.startsWith('serves ')) continue;
    url = line.slice('serves '.length);
    service.stdout!.resume();
    return;
  }
  throw new Error(`the service did not start: ${errors.join('')}`);
}

const isDead = (): boolean => service!.signalCode !== null || service!.exitCode !== null;

/** Does what a person does at a machine that may break down: again, on the one that takes its place, until it is done. */
async function patiently<Result>(what: string, work: () => Promise<Result | null>): Promise<Result> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (isDead()) {
      deaths++;
      // As if the quarter of an hour had passed after which what somebody took and never sent is given out again.
      await database.ownerPool.query("UPDATE survey_outbox SET taken_at = taken_at - interval '16 minutes'");
      await start();
    }
    const result = await work().catch(() => null);
    if (result !== null) return result;
    await pause(50);
  }
  throw new Error(`${what} did not come about: ${errors.join('')}`);
}

const token = async (...roles: ('operator' | 'gateway')[]): Promise<string> => `Bearer ${await new LocalIssuer(home).sign({ subject: roles.join(), roles, validSeconds: 3600 }, 'gridledger', Math.floor(Date.now() / 1000))}`;
const post = async (path: string, body: object, authorization: string): Promise<Response> => fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization, 'x-purpose': 'crash run' }, body: JSON.stringify(body) });
const count = async (type: string): Promise<Record<string, number>> => {
  const { rows } = await database.pool.query<{ payload: string }>('SELECT payload FROM event WHERE type = $1', [type]);
  const counts: Record<string, number> = {};
  for (const { payload } of rows) {
    const { customer_no, answers } = JSON.parse(payload) as { customer_no?: string; answers?: { comment: string } };
    const key = customer_no ?? answers!.comment;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

it('whatever step a kill -9 falls on, from payment to coupon: one invitation, one answer, one coupon, never two and never none', async () => {
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
  await start();
  for (const no of CUSTOMERS) {
    await patiently(`the payment of ${no}`, async () => {
      const operator = await token('operator');
      for (const [name, input] of [
        ['RegisterCustomer', { customer_no: no, name: '王小明', phone: '13900000000', customer_class: 'power', opened_on: '2023-01-01' }],
        ['RecordBill', { bill_no: `B${no}`, customer_no: no, period: '2026-01', issued_on: '2026-02-05', due_on: today, amount: 100 }],
        ['RecordPayment', { payment_no: `P${no}`, customer_no: no, bill_no: `B${no}`, paid_on: today, amount: 40 }],
      ] as const) if (!(await post(`/commands/${name}`, input, operator)).ok) return null;
      return true;
    });
    // The gateway says that it has sent only when it has: killed in between, it is given the same link again.
    const link = await patiently(`the link of ${no}`, async () => {
      const gateway = await token('gateway');
      const { messages } = (await (await post('/survey-messages/take', {}, gateway)).json()) as { messages: { message: string; customer_no: string; link: string | null }[] };
      await post('/survey-messages/sent', { messages: messages.map(({ message }) => message) }, gateway);
      const found = messages.find((one) => one.customer_no === no && one.link !== null);
      return found ? new URL(found.link!).pathname : null;
    });
    // 409: what was broken off was brought to its end meanwhile.
    await patiently(`the answer of ${no}`, async () => {
      const { status } = await fetch(`${url}${link}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ _page: '3', _go: 'send', d1_1: '7', comment: `from ${no}` }) });
      return [303, 409].includes(status) ? status : null;
    });
    await patiently(`the coupon of ${no}`, async () => ((await count('SurveyCouponGranted'))[no] ? true : null));
  }
  await patiently('the release', async () => ((await database.pool.query('SELECT FROM survey_letter')).rowCount === 0 ? true : null));
  expect(deaths).toBe(POINTS.length);
  const onceEach = (keys: readonly string[]): Record<string, number> => Object.fromEntries(keys.map((key) => [key, 1]));
  for (const type of ['SurveyInvitationIssued', 'SurveyTokenRedeemed', 'SurveyCouponGranted']) expect({ type, counts: await count(type) }).toEqual({ type, counts: onceEach(CUSTOMERS) });
  expect((await count('AnswersReceived'))).toEqual(onceEach(CUSTOMERS.map((no) => `from ${no}`)));
  expect((await database.pool.query("SELECT FROM process_task WHERE state = 'parked'")).rowCount).toBe(0);
}, 240_000);
