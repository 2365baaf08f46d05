import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Connection } from '#platform/event-store/eventstoredb/connection.js';
import { openTestDatabase } from '../support/test-database.js';
import { eventStoreContract } from './event-store-contract.js';
import { openEventStoreDb, SERVER } from './open-eventstoredb.js';
import type { EventStoreDbEngine } from './open-eventstoredb.js';

process.stdout.write(`EventStoreDB specs run against ${SERVER}\n`);
eventStoreContract(SERVER, openEventStoreDb);

const context = { actor: 'clerk', origin: 'live' as const, correlationId: 'c-1', causationId: null };
const event = { type: 'Happened', version: 1, occurredOn: '2024-01-31', customers: [], payload: {} };

describe(`positions on ${SERVER}`, () => {
  let engine: EventStoreDbEngine;
  beforeAll(async () => {
    engine = await openEventStoreDb();
  });
  afterAll(() => engine?.close());
  const rows = async ({ pool } = engine.database) => (await pool.query('SELECT * FROM eventstoredb_position ORDER BY position')).rows;
  const append = (stream: string, store = engine.store()) => store.append({ stream, expectedRevision: 'no_stream', events: [event, event, event], context });

  /** Writes past the port, as an operator's tool would. */
  async function writeForeign(stream: string, type: string, data: object): Promise<void> {
    const connection = Connection.to(engine.url);
    try {
      expect(await connection.append({ stream, firstRevision: 0, ids: [randomUUID()], types: [type], envelopes: ['{}'], payloads: [JSON.stringify(data)], bytes: 0 })).toEqual({ done: true });
    } finally {
      connection.release();
    }
  }

  it('come out the same when another database numbers the log anew, whoever numbers at once', async () => {
    const stores = [engine.store(), engine.store(), engine.store()];
    await Promise.all(Array.from({ length: 60 }, (_, i) => append(`s-${randomUUID()}`, stores[i % 3])));
    await Promise.all(stores.map((store) => store.settle()));
    const other = await openTestDatabase();
    try {
      const anew = [engine.store(other), engine.store(other)];
      await Promise.all(anew.map((store) => store.settle()));
      const numbered = await rows();
      expect(numbered.length).toBeGreaterThanOrEqual(180);
      expect(await rows(other)).toEqual(numbered);
    } finally {
      await other.close();
    }
  });

  it('take the time of the server, and the latest one before where its clock steps back', async () => {
    if (!engine.standIn) return;
    const store = engine.store();
    const times: (string | null)[] = [];
    for (const micros of [4_000_000_000_000_001, 3_999_999_999_000_000, 4_000_000_000_000_002]) {
      engine.standIn.setClock(micros);
      await append(`s-${randomUUID()}`, store);
      await store.settle();
      times.push((await store.head()).recordedAt);
    }
    engine.standIn.setClock(null);
    expect(times).toEqual(['2096-10-02T07:06:40.000001Z', '2096-10-02T07:06:40.000001Z', '2096-10-02T07:06:40.000002Z']);
  });

  it('are given to events of the ledger only', async () => {
    const store = engine.store();
    const before = await store.settle();
    await writeForeign(`$system-${randomUUID()}`, '$something', {});
    await writeForeign(`foreign-${randomUUID()}`, 'Foreign', {});
    await append(`s-${randomUUID()}`, store);
    expect(await store.settle()).toBe(before + 3);
  });

  it('come with a report of whoever limits how long a stream of the ledger is kept', async () => {
    const store = engine.store();
    const stream = `s-${randomUUID()}`;
    await append(stream, store);
    await writeForeign(`$$${stream}`, '$metadata', { $maxCount: 1, $maxAge: 60 });
    await writeForeign(`$$s-${randomUUID()}`, '$metadata', { $acl: {} });
    await store.settle();
    const harm = { stream, what: 'the stream was given a maximum age and a maximum count' };
    expect((await store.harms()).filter((one) => one.stream === stream)).toEqual([harm]);
    expect(engine.harms.filter((one) => one.startsWith(stream))).toEqual([`${stream}: ${harm.what}`]);
    await engine.store().settle();
    expect(engine.harms.filter((one) => one.startsWith(stream))).toHaveLength(1);
  });

  it.each([77, 4_000_000_000_000])('are not given on when the cluster holds nothing where the last event stood (%i)', async (place) => {
    const other = await openTestDatabase();
    try {
      await other.pool.query(`INSERT INTO eventstoredb_position VALUES (1, $1, $1, 's', 0, gen_random_uuid(), 'Happened', now())`, [place]);
      const store = engine.store(other);
      await expect(store.settle()).rejects.toThrow('another cluster');
    } finally {
      await other.close();
    }
  });

  it('survive that the server drops whoever listens', async () => {
    if (!engine.standIn) return;
    const store = engine.store();
    const start = await store.settle();
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const page of engine.store().subscribe({ after: start, signal: stop.signal })) {
        seen.push(...page.map(({ position }) => position - start));
        if (seen.length >= 30) stop.abort();
      }
    })();
    for (let i = 0; i < 10; i++) {
      await append(`s-${randomUUID()}`, store);
      if (i % 3 === 1) engine.standIn.dropSubscribers();
    }
    await following;
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });
});
