import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { openPool } from '#platform/open-pool.js';
import { Projector } from '#platform/projecting/projector.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';
import { countProjection } from './count-projection.js';

const CONNECTIONS = 3;
const PATIENCE_SECONDS = 1;
let database: TestDatabase;
let pool: pg.Pool;
let store: EventStore;
let streams = 0;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => {
  pool = openPool(database.url, { connections: CONNECTIONS, patienceSeconds: PATIENCE_SECONDS, name: 'a full pool' });
  store = database.store({ pool });
});
afterEach(() => pool.end());

const context = { actor: 'a', origin: 'live' as const, correlationId: 'c', causationId: null };
const append = (stream = `full-${++streams}`) => store.append({ stream, expectedRevision: 'no_stream', context, events: [{ type: 'Happened', version: 1, occurredOn: '2024-01-31', customers: [], payload: {} }] });
const log = async (): Promise<string[]> => (await database.pool.query<{ stream: string }>('SELECT stream FROM event JOIN event_position USING (seq) ORDER BY position')).rows.map(({ stream }) => stream);
/** Readers, or writers in the midst of a transaction, who hold every connection there is. */
async function hold(sql: string): Promise<() => void> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
  for (const client of clients) await client.query(`BEGIN; ${sql}`);
  return () => {
    for (const client of clients) void client.query('ROLLBACK').then(() => client.release());
  };
}

it.each([
  ['readers', 'SELECT count(*) FROM event'],
  ['writers', 'SELECT pg_current_xact_id()'],
])('%s who hold all connections for a while make everybody wait, and nothing is lost or done twice', async (_who, sql) => {
  const before = await log();
  const release = await hold(sql);
  const appends = Array.from({ length: 20 }, () => append());
  const reading = store.readAll({ after: 0 })[Symbol.asyncIterator]().next();
  const projecting = new Projector(pool, store, [countProjection]).catchUp();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(pool.waitingCount).toBeGreaterThan(0);
  release();
  const acknowledged = (await Promise.all(appends)).map(({ stream }) => stream);
  await Promise.all([reading, projecting]);
  await store.settle();
  expect((await log()).slice(before.length).sort()).toEqual(acknowledged.sort());
});

it('those who wait too long are refused, leave nothing half-done, and go on when there is a connection again', async () => {
  const before = await log();
  const release = await hold('SELECT count(*) FROM event');
  const refused = /timeout exceeded when trying to connect/;
  await Promise.all([
    expect(append('refused')).rejects.toThrow(refused),
    expect(store.head()).rejects.toThrow(refused),
    expect(store.settle()).rejects.toThrow(refused),
  ]);
  release();
  await append('refused');
  await store.settle();
  expect((await log()).slice(before.length)).toEqual(['refused']);
});
