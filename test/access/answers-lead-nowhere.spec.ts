import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STAFF_ROLES } from '#access/person.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { startService, type RunningService } from '#apps/api/src/service/start-service.js';
import { readConfig } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Processor } from '#platform/processing/processor.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { EVENT_STORE, PROCESSOR } from '#platform/tokens.js';
import { SurveyOutbox } from '#satisfaction/outbox/survey-outbox.js';
import { SurveyAnswers } from '#satisfaction/submitting/survey-answers.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

// Somebody who holds the whole database as its owner, has watched it after every single answer, and knows who answered
// when, tries to find out who answered what. Each customer gave a comment of their own; the tries know it only to count.

const BATCHES = 8;
const CUSTOMERS = BATCHES * 5;

interface Released {
  readonly place: string;
  readonly seq: number;
  readonly xmin: string;
  readonly position: number;
  readonly recordedAt: string;
  readonly id: string;
  readonly stream: string;
  readonly envelope: string;
  readonly payload: { readonly responded_on: string; readonly region?: string; readonly answers: { readonly comment: string } };
}

let database: TestDatabase;
let home: string;
let running: RunningService;
let authorization = '';
const logged: string[] = [];
const tokens: string[] = [];
/** Customers in the order in which they answered, batch by batch. */
const answered: string[][] = [];
const released: Released[][] = [];
/** What lay in the letterbox each time a fifth was still missing. */
const waiting: { letter: string; sealed: string; xmin: string; place: string }[][] = [];
const letterOfCustomer = new Map<string, string>();
let now = Date.parse('2026-03-02T04:00:00Z') * 1000;

beforeAll(async () => {
  database = await openTestDatabase();
  home = mkdtempSync(join(tmpdir(), 'gridledger-nowhere-'));
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => (logged.push(String(chunk)), true));
  const config = { ...readConfig({ GRIDLEDGER_HOME: home, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: database.url, migrationUrl: null };
  running = await startService({ config, clock: { nowMicros: () => now }, port: 0, background: false });
  authorization = `Bearer ${await new LocalIssuer(home).sign({ subject: 'tester', roles: STAFF_ROLES, validSeconds: 100 * 86_400 }, 'gridledger', Math.floor(now / 1e6))}`;
  const registry = running.app.get(CommandRegistry);
  const store = running.app.get<EventStore>(EVENT_STORE);
  const give = (name: string, input: object): Promise<unknown> => registry.dispatch(name, input, { actor: 'tester' });
  for (let n = 1; n <= CUSTOMERS + 1; n++) {
    // The last one is alone in a region: whatever is told of the region would be told of that customer.
    await give('RegisterCustomer', { customer_no: `C${n}`, name: '王小明', customer_class: 'power', opened_on: '2023-01-01', region: n > CUSTOMERS ? 'Island' : n % 2 ? 'North' : 'South' });
    await give('InviteToSurvey', { customer_no: `C${n}`, channel: 'web' });
  }
  const links = new Map((await running.app.get(SurveyOutbox).take(1000, ['web'])).map(({ customerNo, token }) => [customerNo, token!]));
  tokens.push(...links.values());
  const answer = async (no: string): Promise<void> => {
    now += 60_000_000;
    const { status } = await fetch(`${running.url}/survey/${links.get(no)}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ _page: '3', _go: 'send', overall: '7', comment: `words of ${no}.` }) });
    if (status !== 303) throw new Error(`${no} was answered ${status}`);
    const letters = await inLetterbox();
    for (const { letter } of letters) if (![...letterOfCustomer.values()].includes(letter)) letterOfCustomer.set(no, letter);
  };
  await answer(`C${CUSTOMERS + 1}`);
  const order = [...[...Array(CUSTOMERS / 2).keys()].map((n) => `C${2 * n + 1}`), ...[...Array(CUSTOMERS / 2).keys()].map((n) => `C${2 * n + 2}`)];
  let seen = 0;
  for (let at = 0; at < order.length; at += 5) {
    const five = order.slice(at, at + 5);
    for (const no of five.slice(0, 4)) await answer(no);
    await running.app.get(SurveyAnswers).run();
    waiting.push(await inLetterbox());
    await answer(five[4]);
    await running.app.get(SurveyAnswers).run();
    await running.app.get<Processor>(PROCESSOR).run();
    await store.settle();
    const all = await inLog();
    released.push(all.slice(seen));
    seen = all.length;
    answered.push(five);
  }
  spy.mockRestore();
}, 120_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await running?.close();
  rmSync(home, { recursive: true, force: true });
  await database?.close();
});

async function inLetterbox(): Promise<(typeof waiting)[number]> {
  return (await database.ownerPool.query<(typeof waiting)[number][number]>('SELECT letter, sealed, xmin::text AS xmin, ctid::text AS place FROM survey_letter WHERE cell NOT LIKE $1 ORDER BY ctid', ['%Island%'])).rows;
}

async function inLog(): Promise<Released[]> {
  const { rows } = await database.ownerPool.query<Omit<Released, 'payload'> & { payload: string }>(
    `SELECT e.ctid::text AS place, e.seq::int AS seq, e.xmin::text AS xmin, position::int AS position, recorded_at::text AS "recordedAt", event_id::text AS id, stream, envelope, payload
     FROM event e JOIN event_position p USING (seq) WHERE type = 'AnswersReceived' ORDER BY position`,
  );
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as Released['payload'] }));
}

const authorOf = ({ payload }: Released): string => /^words of (C\d+)\.$/.exec(payload.answers.comment)![1];

/** How many are found if the k-th of one order is taken for the k-th of another: about one in five by chance. */
function hits(order: (batch: readonly Released[]) => readonly Released[], persons: (five: readonly string[]) => readonly string[] = (five) => five): number {
  return released.reduce((sum, batch, b) => sum + order(batch).filter((one, k) => persons(answered[b])[k] === authorOf(one)).length, 0);
}

const by = (key: (one: Released) => string | number) => (batch: readonly Released[]): readonly Released[] => [...batch].sort((a, b) => (key(a) < key(b) ? -1 : 1));
/** Of 40 guesses at one in five, 26 or more are right in one of a hundred million runs. */
const TOO_MANY = 26;

describe('whoever holds the whole database', () => {
  it('finds what was answered, five at a time, and each answer once', () => {
    expect(released.map((batch) => batch.map(authorOf).sort())).toEqual(answered.map((five) => [...five].sort()));
  });

  it('finds nobody by order: of the log, of places in the table, of ids or of names', async () => {
    const { rows } = await database.ownerPool.query<{ payload: string }>("SELECT payload FROM event WHERE type = 'SurveyInvitationIssued'");
    const hashOf = new Map(rows.map(({ payload }) => JSON.parse(payload) as { customer_no: string; token_hash: string }).map((one) => [one.customer_no, one.token_hash]));
    const byHash = (five: readonly string[]): string[] => [...five].sort((a, b) => (hashOf.get(a)! < hashOf.get(b)! ? -1 : 1));
    const byLetter = (five: readonly string[]): string[] => [...five].sort((a, b) => (letterOfCustomer.get(a)! < letterOfCustomer.get(b)! ? -1 : 1));
    const tries = {
      position: hits(by(({ position }) => position)), backwards: hits((batch) => [...by(({ position }) => position)(batch)].reverse()), seq: hits(by(({ seq }) => seq)), place: hits(by(({ place }) => place)), id: hits(by(({ id }) => id)),
      streams: hits(by(({ stream }) => stream)), 'streams by hash of the token': hits(by(({ stream }) => stream), byHash), 'streams by name of the letter': hits(by(({ stream }) => stream), byLetter), 'position by name of the letter': hits(by(({ position }) => position), byLetter),
    };
    for (const [name, found] of Object.entries(tries)) expect({ name, found: found < TOO_MANY || found }).toEqual({ name, found: true });
    // The last one to come is the only one of whom the letterbox tells anything: that one is no place in particular either.
    expect(answered.filter((five, b) => authorOf(released[b].at(-1)!) === five[4]).length).toBeLessThan(8);
  });

  it('finds nobody by time or transaction: within a batch nothing tells one from another', () => {
    for (const batch of released) {
      for (const same of [({ xmin }: Released) => xmin, ({ recordedAt }: Released) => recordedAt, ({ payload }: Released) => payload.responded_on, ({ payload }: Released) => payload.region ?? '', ({ payload: { answers: _answers, ...rest } }: Released) => JSON.stringify(rest)]) {
        expect(new Set(batch.map(same)).size).toBe(1);
      }
      expect([...batch.map(({ position }) => position)]).toEqual(Array.from({ length: 5 }, (_, k) => batch[0].position + k));
    }
  });

  it('finds nobody by actor, correlation or causation: there are none', () => {
    for (const { envelope } of released.flat()) {
      const told = JSON.parse(envelope) as { customers: string[] };
      expect(Object.keys(told).sort()).toEqual(['customers', 'id', 'occurredOn', 'origin', 'revision', 'stream', 'type', 'version']);
      expect(told.customers).toEqual([]);
    }
  });

  it('finds nobody by value: what tells an answer from others stands in no other row of any table', async () => {
    const marks = released.flat().flatMap(({ id, stream, payload }) => [id, stream, stream.slice('answers-'.length), payload.answers.comment]);
    const { rows: tables } = await database.ownerPool.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
    expect(tables.length).toBeGreaterThan(25);
    const found: string[] = [];
    for (const { name } of tables) {
      const where = name === 'public.event' ? "WHERE type <> 'AnswersReceived'" : '';
      const { rows } = await database.ownerPool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ${where}`);
      for (const { row } of rows) for (const mark of marks) if (row.includes(mark)) found.push(`${mark} in ${name}`);
    }
    expect(found).toEqual([]);
    // Nor does the name of a letter stand in the log, whoever has seen it come.
    const { rows: log } = await database.ownerPool.query<{ text: string }>("SELECT stream || envelope || payload AS text FROM event");
    expect(log.filter(({ text }) => [...letterOfCustomer.values()].some((letter) => text.includes(letter)))).toEqual([]);
  });

  it('finds nobody among those that wait: no order, one transaction, one length, nothing to read', async () => {
    let inOrder = 0;
    for (const [b, letters] of waiting.entries()) {
      expect(letters.length).toBe(4);
      expect(new Set(letters.map(({ xmin }) => xmin)).size).toBe(1);
      expect(new Set(letters.map(({ sealed }) => sealed.length)).size).toBe(1);
      expect(letters.map(({ sealed }) => sealed).join()).not.toMatch(/words of/);
      inOrder += letters.filter(({ letter }, k) => letterOfCustomer.get(answered[b][k]) === letter).length;
    }
    // A quarter by chance, of 32.
    expect(inOrder).toBeLessThan(23);
  });

  it('is not told the answer of somebody alone in a region, not even after weeks', async () => {
    now += 60 * 86_400_000_000;
    await running.app.get(SurveyAnswers).run();
    expect((await inLog()).filter((one) => authorOf(one) === `C${CUSTOMERS + 1}`)).toEqual([]);
    expect((await inLog()).filter(({ payload }) => payload.region === 'Island')).toEqual([]);
  });
});

describe('whoever asks or takes files', () => {
  it('is answered about a customer without a word of what was answered', async () => {
    const get = async (path: string): Promise<string> => (await fetch(`${running.url}${path}`, { headers: { authorization, 'x-purpose': 'specification' } })).text();
    const told = (await Promise.all(['/customers/C1/events', '/customers/C1', '/survey-invitations?size=1000', '/customers/C1/access-log', '/scores.csv'].map(get))).join('\n');
    expect(told).toContain('S-C1-1');
    expect(told).not.toMatch(/words of|answers-|AnswersReceived/);
  });

  it('reads in the service’s log neither a token nor an answer nor whose it was', () => {
    const log = logged.join('');
    expect(log).toContain('/survey/:token');
    expect(tokens.filter((token) => log.includes(token))).toEqual([]);
    expect(log).not.toMatch(/words of|answers-|"C\d+"/);
  });
});
