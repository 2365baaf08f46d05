import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { EventTypes, type EventType } from '#platform/event-store/event-types.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { UnreadableEvent } from '#platform/event-store/unreadable-event.js';
import { Projector } from '#platform/projecting/projector.js';
import type { Projection } from '#platform/projecting/projection.js';
import { DATABASE, EVENT_STORE } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

const context = { actor: 'a', origin: 'live', correlationId: 'c', causationId: null } as const;
const event = (type: string, version: number, payload: Record<string, string | number>, customer = 'C1') => ({ type, version, occurredOn: '2024-01-31', customers: [customer], payload });

describe('a log that three releases wrote', () => {
  const first: EventType = { type: 'Paid', version: 1, schema: z.strictObject({ yuan: z.int() }) };
  const second: EventType = { type: 'Paid', version: 2, schema: z.strictObject({ fen: z.string() }) };
  const third: EventType = { type: 'Paid', version: 3, schema: z.strictObject({ fen: z.string(), by: z.string() }) };
  const toSecond = { ...first, upcast: ({ yuan }: { yuan?: unknown }) => ({ fen: String((yuan as number) * 100) }) };
  const toThird = { ...second, upcast: (payload: object) => ({ ...payload, by: 'unknown' }) };
  const sums: Projection = {
    name: 'sums', version: 1, eventTypes: ['Paid'],
    createTables: 'CREATE TABLE sums_v1 (fen bigint, way text)', dropTables: 'DROP TABLE IF EXISTS sums_v1',
    apply: async (events, db) => {
      for (const { payload } of events) await db.query('INSERT INTO sums_v1 VALUES ($1, $2)', [payload.fen, payload.by]);
    },
  };
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    const releases = [new EventTypes([first]), new EventTypes([toSecond, second]), new EventTypes([toSecond, toThird, third])];
    const payloads: Record<string, string | number>[] = [{ yuan: 1 }, { fen: '20' }, { fen: '3', by: 'cash' }];
    for (const [i, types] of releases.entries()) {
      await database.store({ types }).append({ stream: 'paid', expectedRevision: i === 0 ? 'no_stream' : i - 1, events: [event('Paid', i + 1, payloads[i])], context });
    }
  });
  afterAll(() => database.close());

  it('is read by the third as if it had written all of it, by streams, pages and read models alike; the bytes stay', async () => {
    const store = database.store({ types: new EventTypes([toSecond, toThird, third]) });
    await store.settle();
    const stream = await store.readStream('paid');
    expect(stream.map(({ payload }) => payload)).toEqual([{ fen: '100', by: 'unknown' }, { fen: '20', by: 'unknown' }, { fen: '3', by: 'cash' }]);
    expect(stream.map(({ payloadBytes, envelope }) => [payloadBytes, envelope.version])).toEqual([['{"yuan":1}', 1], ['{"fen":"20"}', 2], ['{"by":"cash","fen":"3"}', 3]]);
    await new Projector(database.pool, store, [sums]).catchUp();
    expect((await database.pool.query('SELECT fen::int, way FROM sums_v1 ORDER BY fen')).rows).toEqual([{ fen: 3, way: 'cash' }, { fen: 20, way: 'unknown' }, { fen: 100, way: 'unknown' }]);
  });

  it('is read by the first as far as it can: what is newer says so, and is not an error of the stream', async () => {
    const store = database.store({ types: new EventTypes([first]) });
    expect((await store.readStream('paid')).map(({ unreadable }) => unreadable?.reason ?? null)).toEqual([null, 'unknown-version', 'unknown-version']);
  });
});

describe('deciding over a stream that a newer release wrote to', () => {
  let product: Product;
  beforeAll(async () => {
    product = await openProduct();
  });
  afterAll(() => product.close());

  it('is refused with a sentence; other customers are not concerned', async () => {
    for (const customer_no of ['C1', 'C2']) await product.record('RegisterCustomer', { customer_no, name: 'n', customer_class: 'power', opened_on: '2023-06-01' });
    const newer = new EventTypes([{ type: 'BillDeferred', version: 1, schema: z.strictObject({ bill_no: z.string() }) }]);
    const writer = new PostgresEventStore(product.app.get(DATABASE), newer, { nowMicros: () => 0 });
    await writer.append({ stream: 'billing-C1', expectedRevision: 'no_stream', events: [event('BillDeferred', 1, { bill_no: 'B1' })], context });
    await writer.close();
    const bill = { bill_no: 'B9', period: '2024-01', issued_on: '2024-02-05', due_on: '2024-02-25', amount: '10.00' };
    await expect(product.record('RecordBill', { ...bill, customer_no: 'C1' })).rejects.toThrow(/BillDeferred version 1, revision 0 of stream billing-C1.*knows no such type.*Nothing is decided/);
    await expect(product.record('RecordBill', { ...bill, customer_no: 'C1' })).rejects.toThrow(UnreadableEvent);
    await product.record('RecordBill', { ...bill, bill_no: 'B10', customer_no: 'C2' });
    const [stored] = await product.app.get<EventStore>(EVENT_STORE).readStream('billing-C1');
    expect([stored.unreadable?.status, stored.unreadable?.reasons[0].code, stored.payloadBytes]).toEqual([409, 'unreadable-event', '{"bill_no":"B1"}']);
  });
});
