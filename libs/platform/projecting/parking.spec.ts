import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import type { PostgresEventStore } from '../event-store/postgres-event-store.js';
import { causeOf, poisonClass } from './failure-class.js';
import { parkedEvents } from './parked-events.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';

let database: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await openTestDatabase();
  store = database.store();
});
afterAll(() => database.close());

// Keeps every customer's texts in the order in which they were applied; a text named poison throws.
let number = 0;
let poison: Set<string>;
let projection: Projection;
let projector: Projector;
beforeEach(() => {
  const name = `diary_${++number}`;
  poison = new Set();
  projection = {
    name, version: 1, partitions: 2, pageSize: 8, eventTypes: [name],
    createTables: `CREATE TABLE ${name}_v1 (customer text COLLATE "C", position bigint, text text, PRIMARY KEY (customer, position))`,
    dropTables: `DROP TABLE IF EXISTS ${name}_v1`,
    apply: async (events, db) => {
      for (const { envelope, position, payload } of events) {
        if (poison.has(String(payload.text))) throw new TypeError(`the text "${String(payload.text)}" of 王小明 is too much`);
        for (const customer of envelope.customers) await db.query(`INSERT INTO ${name}_v1 VALUES ($1, $2, $3)`, [customer, position, payload.text]);
      }
    },
  };
  projector = new Projector(database.pool, store, [projection]);
});

async function write(...told: [customer: string | null, text: string][]): Promise<void> {
  await store.append({
    stream: randomUUID(), expectedRevision: 'no_stream', context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null },
    events: told.map(([customer, text]) => ({ type: projection.name, version: 1, occurredOn: '2024-01-01', customers: customer ? [customer] : [], payload: { text } })),
  });
  await store.settle();
}
const texts = async (customer: string) => (await database.pool.query<{ text: string }>(`SELECT text FROM ${projection.name}_v1 WHERE customer = $1 ORDER BY position`, [customer])).rows.map(({ text }) => text);

describe('an event that cannot be applied', () => {
  it('parks its customer only: later events of the same wait in order, everybody else goes on, and a retry brings them in', async () => {
    poison.add('second');
    await write(['A', 'first'], ['B', 'one'], ['A', 'second'], ['B', 'two'], ['A', 'third'], ['C', 'alone']);
    await projector.catchUp();
    await write(['A', 'fourth'], ['B', 'three']);
    await projector.catchUp();
    expect([await texts('A'), await texts('B'), await texts('C')]).toEqual([['first'], ['one', 'two', 'three'], ['alone']]);
    expect([...(await projector.positions()).values()]).toEqual([(await store.head()).position]);
    const [parked] = (await parkedEvents(database.pool)).filter(({ readModel }) => readModel === projection.name);
    expect(parked).toMatchObject({ key: 'A', class: 'bug', attempts: 1, waiting: 2, eventType: projection.name, stage: 'live' });
    expect([...(await projector.parkedKeys(projection.name))]).toEqual([['A', parked.position]]);

    expect(await projector.retry(parked.id, '2030-01-01T00:00:00Z')).toMatchObject({ applied: 0, waiting: 2, cause: parked.cause });
    expect((await parkedEvents(database.pool)).find(({ id }) => id === parked.id)).toMatchObject({ attempts: 2, waiting: 2, lastAt: '2030-01-01T00:00:00.000000Z' });
    poison = new Set(['third']);
    expect(await projector.retry(parked.id, '2030-01-02T00:00:00Z')).toMatchObject({ applied: 1, waiting: 1 });
    poison.clear();
    expect(await projector.retry(parked.id, '2030-01-03T00:00:00Z')).toMatchObject({ applied: 2, waiting: 0, cause: null });
    expect(await texts('A')).toEqual(['first', 'second', 'third', 'fourth']);
    await expect(projector.retry(parked.id, '2030-01-03T00:00:00Z')).rejects.toThrow(`Nothing is parked under ${parked.id}`);
    await write(['A', 'fifth']);
    await projector.catchUp();
    expect((await texts('A')).at(-1)).toBe('fifth');
  });

  it('given it concerns everybody, then what concerns everybody waits, and customers go on', async () => {
    poison.add('edition');
    await write(['A', 'first'], [null, 'edition'], ['A', 'second'], [null, 'closed day']);
    await projector.catchUp();
    expect(await texts('A')).toEqual(['first', 'second']);
    const parked = (await parkedEvents(database.pool)).filter(({ readModel }) => readModel === projection.name);
    expect(parked.map(({ key, waiting }) => [key, waiting])).toEqual([['*', 1], ['*', 1]]);
    poison.clear();
    for (const { id } of parked) await projector.retry(id, '2030-01-01T00:00:00Z');
    expect((await projector.parkedKeys(projection.name)).size).toBe(0);
  });

  it('given nearly everybody fails, then nobody is parked, because the fault is not theirs', async () => {
    const all = Array.from({ length: 60 }, (_, i): [string, string] => [`M${i}`, 'no']);
    poison.add('no');
    projector = new Projector(database.pool, store, [{ ...projection, pageSize: 60 }]);
    await write(...all);
    await expect(projector.catchUp()).rejects.toThrow(/cannot be applied .* nothing was parked/);
    expect((await projector.parkedKeys(projection.name)).size).toBe(0);
    poison.clear();
    await projector.catchUp();
    expect(await texts('M7')).toEqual(['no']);
  });

  it('given several projectors meet it at once, then it is parked once', async () => {
    poison.add('bad');
    await write(...Array.from({ length: 40 }, (_, i): [string, string] => [`P${i % 5}`, i === 11 ? 'bad' : `t${i}`]));
    await Promise.all(Array.from({ length: 3 }, () => new Projector(database.pool, store, [projection]).catchUp()));
    expect((await parkedEvents(database.pool)).filter(({ readModel }) => readModel === projection.name)).toMatchObject([{ key: 'P1', waiting: 5 }]);
    expect(await texts('P1')).toEqual(['t1', 't6']);
    expect(await texts('P2')).toHaveLength(8);
  });
});

describe('what failed', () => {
  it('is classified by what is to blame', () => {
    const database = (code: string) => Object.assign(new Error('x'), { severity: 'ERROR', code });
    expect(['22P02', '23505', '40001', '40P01', '53100', '57P01', '42P01', '08006'].map((code) => poisonClass(database(code)))).toEqual(['rejected', 'rejected', null, null, null, null, null, null]);
    expect([new TypeError('x'), new SyntaxError('x'), Object.assign(new Error('x'), { code: 'ECONNRESET' }), new Error('Connection terminated unexpectedly')].map(poisonClass)).toEqual(['bug', 'unreadable', null, null]);
  });

  it('is told without any value of the event', () => {
    const cause = causeOf(new TypeError('the text "13800000000" of 王小明 with 13800000000 is too much'));
    expect(cause).toMatch(/^TypeError: the text … of … with … is too much at parking\.spec\.ts:\d+$/);
    expect(causeOf(new SyntaxError('Unexpected token 王 in JSON'))).toMatch(/^SyntaxError: the text is no JSON/);
  });
});
