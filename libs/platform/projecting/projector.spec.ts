import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { openPool } from '../open-pool.js';
import type { PostgresEventStore } from '../event-store/postgres-event-store.js';
import { keepProjecting } from './projector-loop.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';

let database: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await openTestDatabase();
  store = database.store();
});
afterAll(() => database.close());

// Every application adds one: an event that was applied twice, or not at all, shows.
let number = 0;
let projection: Projection;
let table: string;
beforeEach(() => {
  table = `seen_${++number}_v1`;
  projection = {
    name: table, version: 1, partitions: 3, pageSize: 10, eventTypes: ['Wanted'],
    createTables: `CREATE TABLE ${table} (position bigint PRIMARY KEY, times int NOT NULL)`,
    dropTables: `DROP TABLE IF EXISTS ${table}`,
    apply: async (events, db) => {
      await db.query(`INSERT INTO ${table} SELECT p, 1 FROM unnest($1::bigint[]) p ON CONFLICT (position) DO UPDATE SET times = ${table}.times + 1`, [events.map(({ position }) => position)]);
    },
  };
});

let customers = 0;
const customer = () => `C${++customers % 17}`;

async function append(types: string[]): Promise<number> {
  await store.append({
    stream: randomUUID(), expectedRevision: 'no_stream', context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null },
    events: types.map((type) => ({ type, version: 1, occurredOn: '2024-01-01', customers: [customer()], payload: {} })),
  });
  return store.settle();
}
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => (i % 3 === 2 ? 'Unwanted' : 'Wanted'));
const rows = async () => (await database.pool.query<{ position: string; times: number }>(`SELECT position, times FROM ${table} ORDER BY position`)).rows;
async function exactlyOnce(): Promise<void> {
  const expected: string[] = [];
  for await (const page of store.readAll({ after: 0, types: ['Wanted'] })) expected.push(...page.map(({ position }) => String(position)));
  expect(await rows()).toEqual(expected.map((position) => ({ position, times: 1 })));
}

describe('a read model', () => {
  it('is brought up to the log with the events it listens to, and no further than asked', async () => {
    const head = await append(many(35));
    const projector = new Projector(database.pool, store, [projection]);
    await projector.catchUp(head - 20);
    expect((await rows()).every(({ position }) => Number(position) <= head - 20)).toBe(true);
    expect(await projector.positions()).toEqual(new Map([[table, head - 20]]));
    const steps: number[] = [];
    await projector.catchUp(undefined, ({ position }) => steps.push(position));
    await exactlyOnce();
    expect(steps.at(-1)).toBe(head);
    await append(many(5));
    await projector.catchUp();
    await exactlyOnce();
  });

  it('applies every event once, however many projectors work at it', async () => {
    await append(many(120));
    const projectors = Array.from({ length: 4 }, () => new Projector(database.pool, store, [projection]));
    await Promise.all([...projectors, ...projectors].map((projector) => projector.catchUp()));
    await exactlyOnce();
  });

  it('keeps neither rows nor checkpoint of a page that met a failure that no event is to blame for, and tries it again', async () => {
    const head = await append(many(60));
    let failures = 3;
    const apply = projection.apply;
    const shaky = {
      ...projection,
      apply: async (...args: Parameters<typeof apply>) => {
        await apply(...args);
        if (failures > 0 && args[0].some(({ position }) => position > head - 30)) throw Object.assign(new Error('deadlock detected'), { severity: 'ERROR', code: '40P01', left: failures-- });
      },
    };
    await new Projector(database.pool, store, [shaky]).catchUp();
    expect(failures).toBe(0);
    await exactlyOnce();
  });

  it('survives its connections being cut', async () => {
    await append(many(200));
    const pool = openPool(database.url, { connections: 4, name: 'to be cut' });
    const reading = database.store({ pool });
    const projector = new Projector(pool, reading, [projection]);
    for (let i = 0; i < 5; i++) {
      const work = projector.catchUp().catch(() => {});
      await database.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to be cut'");
      await work;
    }
    await projector.catchUp();
    await exactlyOnce();
    await reading.close();
    await pool.end();
  });

  it('is the same after a rebuild', async () => {
    await append(many(30));
    const projector = new Projector(database.pool, store, [projection]);
    await projector.catchUp();
    await database.pool.query(`INSERT INTO ${table} VALUES (1000000, 9)`);
    await projector.rebuild(table, { by: 'Li Wei', acceptDifferences: 'a row that no event made' });
    await exactlyOnce();
    await expect(projector.rebuild('nothing')).rejects.toThrow("There is no read model 'nothing'");
  });

  it('follows the log while it is kept projecting, also after a failure', async () => {
    const projector = new Projector(database.pool, store, [projection]);
    const aborter = new AbortController();
    const errors: string[] = [];
    let failing = true;
    const apply = projection.apply;
    Object.assign(projection, { apply: async (...args: Parameters<typeof apply>) => (failing ? Promise.reject(Object.assign(new Error('not now'), { severity: 'ERROR', code: '53300' })) : apply(...args)) });
    const loop = keepProjecting({ projector, store, pool: database.pool, onError: ({ message }) => void errors.push(message) }, aborter.signal);
    await append(many(4));
    while (errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    failing = false;
    const head = await append(many(4));
    while (((await projector.positions()).get(table) ?? 0) < head) await new Promise((resolve) => setTimeout(resolve, 20));
    await exactlyOnce();
    aborter.abort();
    await loop;
    expect(errors[0]).toBe('not now');
  });
});
