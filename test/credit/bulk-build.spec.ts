import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type pg from 'pg';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay, type Day } from '#platform/kernel/day.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import type { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { buildingPool } from '#platform/projecting/read-model-schema.js';
import { Projector } from '#platform/projecting/projector.js';
import { billingEventTypes } from '#billing/event-types.js';
import { customersEventTypes } from '#customers/event-types.js';
import { fieldAssessmentEventTypes } from '#field-assessment/event-types.js';
import { legalEventTypes } from '#legal/event-types.js';
import { safetyEventTypes } from '#safety/event-types.js';
import { creditProjection } from '#credit/ledger/credit.projection.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { simulateCustomer } from '#simulator/simulate-customer.js';
import { spanOf } from '#simulator/span.js';
import { recordedFacts } from '../golden/recorded-facts.js';
import { tangledBilling } from '../golden/tangled-billing.js';
import { tangledConduct } from '../golden/tangled-conduct.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

const ZONE = 'Asia/Shanghai';
const NAMES = ['C000001', '客户-2', 'q"uote', 'q"other', 'back\\slash', '"],"id":"', 'a,b'];
const TABLES = { credit_file_v2: 'customer_no', ledger_v2: 'customer_no', edition_v2: 'id', ledger_day_v2: 'position' };

let database: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await openTestDatabase();
  let now = Date.parse('2024-03-01T00:00:00Z') * 1000;
  // One room's types are not registered: its customers are folded by who asked, all others by the threads.
  const types = new AnyEventType([...customersEventTypes, ...billingEventTypes, ...safetyEventTypes, ...legalEventTypes, ...fieldAssessmentEventTypes]);
  store = database.store({ types, clock: { nowMicros: () => (now += 60_000_000) } });
});
afterAll(() => database.close());

interface Told {
  readonly type: string;
  readonly payload: JsonObject;
}

/** Customers with every kind of fact, some of it entered in error, and customers whose facts coincide. */
function customers(): Map<string, Told[]> {
  const found = new Map<string, Told[]>();
  const add = (facts: ReturnType<typeof recordedFacts>): void => {
    const name = NAMES[found.size] ?? `S${found.size}`;
    // As the product would write them.
    const written = ({ type, payload }: Told): Told => ({ type, payload: { customer_no: name, ...payload, ...('personal' in payload && { personal: 'sealed', personal_hash: 'hash' }) } });
    found.set(name, facts.map(({ event }) => written(event as unknown as Told)));
  };
  for (let i = 1; i <= 32; i++) add(recordedFacts(simulateCustomer('bulk', `S${i}`, spanOf('2022-01', 30, i % 2 ? 8 : 40)).facts));
  for (const { facts } of fc.sample(tangledBilling, { numRuns: 25, seed: 1 })) add(recordedFacts(facts));
  for (const facts of fc.sample(tangledConduct, { numRuns: 25, seed: 2 })) add(recordedFacts(facts));
  return found;
}

async function append(stream: string, revision: number, concerned: readonly string[], events: readonly Told[], ids?: readonly string[]): Promise<void> {
  await store.append({
    stream, expectedRevision: revision < 0 ? 'no_stream' : revision, ids,
    context: { actor: 'Li Wei', origin: 'live', correlationId: 'a "customers":["nobody"] b', causationId: null },
    events: events.map(({ type, payload }) => ({ type, version: 1, occurredOn: '2024-01-01', customers: concerned, payload })),
  });
}

/** Everybody's facts in turns, a few at a time, so that no customer's lie together; now and then one is found to be wrong. */
async function record(about: Map<string, Told[]>, from: number, to: number, revisions: Map<string, number>): Promise<void> {
  await Promise.all(
    [...about].map(async ([name, facts], at) => {
      const part = facts.slice(Math.floor(facts.length * from), Math.floor(facts.length * to));
      for (let i = 0; i < part.length; i += 7) {
        const events: Told[] = part.slice(i, i + 7);
        const ids = events.map(() => randomUUID() as string);
        if ((i + at) % 5 === 0 && events.length > 2) {
          events.push({ type: 'BillingRecordEnteredInError', payload: { customer_no: name, voided_event: ids[events.length - 1], voided_type: 'any', document: 'any', reason: 'a "test" \\ 错误' } });
          ids.push(randomUUID());
        }
        const revision = revisions.get(name) ?? -1;
        await append(`billing-${name}`, revision, [name], events, ids);
        revisions.set(name, revision + events.length);
      }
    }),
  );
}

const closed = (through: Day): Told => ({ type: 'DayClosed', payload: { from: formatDay(through), through: formatDay(through) } });
const edition = (id: string, inForceFrom: string): Told => {
  const { source } = builtInEdition();
  const text = JSON.stringify({ ...source, id, inForceFrom });
  return { type: 'RulebookEditionPublished', payload: { edition_id: id, in_force_from: inForceFrom, content_sha256: '0'.repeat(64), edition: JSON.parse(text) as JsonObject } };
};

describe('the credit read model built in bulk', () => {
  it('holds exactly the rows that page after page makes, whatever was recorded in between', async () => {
    const about = customers();
    const revisions = new Map<string, number>();
    const day = 19_500;
    await record(about, 0, 0.3, revisions);
    await append('calendar', -1, [], [closed(day)]);
    await record(about, 0.3, 0.5, revisions);
    await append('rulebook', -1, [], [edition('S002', '2023-06-01')]);
    await record(about, 0.5, 0.8, revisions);
    await append('calendar', 0, [], [closed(day + 100), closed(day + 101)]);
    await append('rulebook', 0, [], [edition('S003', '2024-09-01')]);
    await record(about, 0.8, 1, revisions);
    const upTo = await store.settle();
    expect(upTo).toBeGreaterThan(3000);

    const paged = { ...creditProjection(ZONE), build: undefined, pageSize: 333 };
    await new Projector(database.pool, store, [paged]).catchUp();
    const pool = buildingPool(database.pool, 4);
    try {
      await pool.query(paged.createTables);
      const seen: number[] = [];
      const { signal } = new AbortController();
      await creditProjection(ZONE).build!({ pool, store, schema: 'read_model_building', upTo, partitions: 4, onProgress: (position) => void seen.push(position), signal });
      for (const [table, key] of Object.entries(TABLES)) {
        const rows = async (from: pg.Pool): Promise<unknown[]> => (await from.query(`SELECT * FROM ${table} ORDER BY ${key}`)).rows;
        expect(await rows(pool)).toEqual(await rows(database.pool));
      }
      expect((await pool.query('SELECT count(*)::int AS n FROM ledger_v2')).rows[0].n).toBeGreaterThan(40);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(upTo);
    } finally {
      await pool.end();
    }
  });
});
