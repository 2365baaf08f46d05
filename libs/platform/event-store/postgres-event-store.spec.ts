import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { WrongExpectedRevision } from './event-store.js';
import type { AppendRequest, NewEvent, NumberedEvent } from './event-store.js';
import { AnyEventType, EventTypes } from './event-types.js';
import type { PostgresEventStore } from './postgres-event-store.js';

let database: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await openTestDatabase();
  store = database.store();
});
afterAll(() => database.close());

const context = { actor: 'clerk', origin: 'live' as const, correlationId: 'c-1', causationId: null };
const fact = (payload: NewEvent['payload'] = {}, type = 'Happened'): NewEvent => ({ type, version: 1, occurredOn: '2024-01-31', customers: ['C1'], payload });
const append = (stream: string, expectedRevision: AppendRequest['expectedRevision'], events: NewEvent[] = [fact()], more: Partial<AppendRequest> = {}) =>
  store.append({ stream, expectedRevision, events, context, ...more });
const newStream = (): string => `s-${randomUUID()}`;

async function wholeLog(reader = store): Promise<NumberedEvent[]> {
  await reader.settle();
  const events: NumberedEvent[] = [];
  for await (const page of reader.readAll({ after: 0, pageSize: 7 })) events.push(...page);
  return events;
}

describe('appending', () => {
  it('gives revisions 0, 1, 2 and brings the bytes back as they were written', async () => {
    const stream = newStream();
    expect(await append(stream, 'no_stream', [fact({ b: 1, a: 'ä' }), fact({ z: null })])).toMatchObject({ stream, revision: 1 });
    expect((await append(stream, 1)).revision).toBe(2);
    const events = await store.readStream(stream);
    expect(events.map(({ envelope }) => envelope.revision)).toEqual([0, 1, 2]);
    expect(events[0].payloadBytes).toBe('{"a":"ä","b":1}');
    expect(events[0].envelope).toEqual({
      causationId: null, correlationId: 'c-1', customers: ['C1'], id: expect.any(String), occurredOn: '2024-01-31', origin: 'live',
      recordedBy: 'clerk', revision: 0, stream, type: 'Happened', version: 1,
    });
  });

  it('writes envelope and payload as their canonical JSON, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme' })), async (text, value, customers) => {
        const stream = newStream();
        const events = [{ ...fact(), customers, payload: { [text]: value as never, 'back\\slash': '\\n\n\t"' } }];
        await append(stream, 'no_stream', events, { context: { ...context, actor: text } });
        const [event] = await store.readStream(stream);
        expect(event.envelopeBytes).toBe(canonicalJson(event.envelope));
        expect(event.payloadBytes).toBe(canonicalJson(events[0].payload));
        const numbered = (await wholeLog()).at(-1)!;
        expect([numbered.envelopeBytes, numbered.payloadBytes]).toEqual([event.envelopeBytes, event.payloadBytes]);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a stream that has moved on, is there already, or lacks the revision expected, and writes nothing', async () => {
    const stream = newStream();
    await append(stream, 'no_stream', [fact(), fact()]);
    for (const [expected, actual] of [['no_stream', 1], [0, 1], [2, 1], [7, 1]] as const) {
      await expect(append(stream, expected)).rejects.toMatchObject({ name: 'WrongExpectedRevision', stream, expected, actual });
    }
    await expect(append(newStream(), 3)).rejects.toMatchObject({ expected: 3, actual: 'no_stream' });
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('lets a conflict fail alone among many appends that share its transaction', async () => {
    const taken = newStream();
    await append(taken, 'no_stream');
    const good = Array.from({ length: 300 }, newStream);
    const results = await Promise.allSettled([...good, taken, taken].map((stream) => append(stream, 'no_stream', [fact(), fact()])));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect((results.at(-1) as PromiseRejectedResult).reason).toBeInstanceOf(WrongExpectedRevision);
    const streams = await store.readStreams([...good, taken]);
    expect([...streams.values()].map((events) => events.length).sort()).toEqual([1, ...good.map(() => 2)]);
  });

  it('handles appends to one stream in the order in which they were given', async () => {
    const stream = newStream();
    const results = await Promise.all([append(stream, 'no_stream'), append(stream, 0), append(stream, 1, [fact(), fact()]), append(stream, 3)]);
    expect(results.map(({ revision }) => revision)).toEqual([0, 1, 3, 4]);
  });

  it('lets exactly one of several racing stores win each revision', async () => {
    const rivals = [store, database.store(), database.store()];
    const stream = newStream();
    for (let revision = 0; revision < 20; revision++) {
      const expectedRevision = revision === 0 ? 'no_stream' : revision - 1;
      const results = await Promise.allSettled(rivals.map((rival) => rival.append({ stream, expectedRevision, events: [fact()], context })));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    expect(await store.readStream(stream)).toHaveLength(20);
  });

  it('answers a repeated append with success and does not write it twice', async () => {
    const stream = newStream();
    const ids = [randomUUID(), randomUUID()];
    const first = await append(stream, 'no_stream', [fact(), fact()], { ids });
    await append(stream, 1);
    expect(await append(stream, 'no_stream', [fact(), fact()], { ids })).toEqual(first);
    expect(await Promise.all([append(stream, 'no_stream', [fact(), fact()], { ids }), append(stream, 'no_stream', [fact(), fact()], { ids })])).toEqual([first, first]);
    expect(await store.readStream(stream)).toHaveLength(3);
  });

  it('refuses an id that another event has', async () => {
    const ids = [randomUUID()];
    await append(newStream(), 'no_stream', [fact()], { ids });
    await expect(append(newStream(), 'no_stream', [fact()], { ids })).rejects.toThrow(/belongs to another event/);
    const fresh = [randomUUID()];
    const both = await Promise.allSettled([append(newStream(), 'no_stream', [fact()], { ids: fresh }), append(newStream(), 'no_stream', [fact()], { ids: fresh })]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('writes again, with the same ids, what was under way when the connections broke', async () => {
    const streams = Array.from({ length: 400 }, newStream);
    const appended = streams.map((stream) => append(stream, 'no_stream'));
    await database.pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    await Promise.all(appended);
    const found = await store.readStreams(streams);
    expect(streams.every((stream) => found.get(stream)?.length === 1)).toBe(true);
  });

  it('takes an append of 1 MiB and none above', async () => {
    const stream = newStream();
    await expect(append(stream, 'no_stream', [fact({ text: 'é'.repeat(524_288) })])).rejects.toThrow(RangeError);
    await append(stream, 'no_stream', [fact({ text: 'é'.repeat(524_000) })]);
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  it('refuses an unknown type and a payload off its schema', async () => {
    const strict = database.store({ types: new EventTypes([{ type: 'Known', version: 1, schema: z.strictObject({ n: z.int() }) }]) });
    await expect(strict.append({ stream: newStream(), expectedRevision: 'no_stream', events: [fact()], context })).rejects.toThrow('event type Happened version 1 is not registered');
    await expect(strict.append({ stream: newStream(), expectedRevision: 'no_stream', events: [fact({ n: 'one' }, 'Known')], context })).rejects.toThrow('a Known cannot be appended: n:');
    await strict.append({ stream: newStream(), expectedRevision: 'no_stream', events: [fact({ n: 1 }, 'Known')], context });
  });

  it('keeps no actor, correlation or causation with an unlinked type, and only random ids', async () => {
    const discreet = database.store({ types: new AnyEventType([{ type: 'Answered', version: 1, schema: z.strictObject({}), unlinked: true }]) });
    const stream = newStream();
    const request = { stream, expectedRevision: 'no_stream' as const, events: [fact({}, 'Answered')], context };
    await expect(discreet.append({ ...request, ids: ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f'] })).rejects.toThrow(/random/);
    await discreet.append(request);
    const [event] = await store.readStream(stream);
    expect(Object.keys(event.envelope)).toEqual(['customers', 'id', 'occurredOn', 'origin', 'revision', 'stream', 'type', 'version']);
    expect(event.envelopeBytes).toBe(canonicalJson(event.envelope));
  });
});

describe('the order of the log', () => {
  it('is gapless, complete and true to every stream under concurrent writers', async () => {
    const writers = [store, database.store(), database.store()];
    const streams = Array.from({ length: 12 }, newStream);
    await Promise.all(
      streams.map(async (stream, i) => {
        for (let revision = 0; revision < 25; revision++) {
          await writers[(i + revision) % writers.length].append({ stream, expectedRevision: revision === 0 ? 'no_stream' : revision - 1, events: [fact()], context });
        }
      }),
    );
    const log = await wholeLog();
    expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => i + 1));
    for (const stream of streams) {
      expect(log.filter(({ envelope }) => envelope.stream === stream).map(({ envelope }) => envelope.revision)).toEqual(Array.from({ length: 25 }, (_, i) => i));
    }
  });

  it('is neither stopped nor overtaken by a transaction that stays open', async () => {
    const own = await openTestDatabase();
    const writer = own.store();
    const foreign = await own.pool.connect();
    await foreign.query('BEGIN');
    await foreign.query(`WITH r AS (SELECT nextval('event_seq') AS seq), q AS (INSERT INTO event_unnumbered SELECT seq, seq FROM r)
      INSERT INTO event SELECT seq, 'late', 0, gen_random_uuid(), 'Late', '{"stream":"late"}', '{}' FROM r`);
    await writer.append({ stream: 'sooner', expectedRevision: 'no_stream', events: [fact()], context });
    expect(await writer.settle()).toBe(1);
    // Its sequencer may still be about to wake; a store that wrote nothing numbers only when it is told to.
    await writer.close();
    const reader = own.store();
    expect((await reader.readStream('sooner'))[0].position).toBe(1);
    expect(await reader.readStream('late')).toEqual([]);
    await foreign.query('COMMIT');
    foreign.release();
    expect((await reader.readStream('late'))[0].position).toBeNull();
    expect(await reader.settle()).toBe(2);
    expect((await reader.readStream('late'))[0].position).toBe(2);
    await own.close();
  });

  it('gives recorded times that rise also when the clock steps back, and finds positions by them', async () => {
    let now = 1_900_000_000_000_000;
    // In a database of its own: the sequencer of another store may number for it, by another clock.
    const own = await openTestDatabase();
    const shaky = own.store({ clock: { nowMicros: () => now } });
    const seen: (readonly [number, string])[] = [];
    for (const step of [0, 5_000_001, -90_000_000, -1, 0, 100_000_000]) {
      now += step;
      await shaky.append({ stream: newStream(), expectedRevision: 'no_stream', events: [fact()], context });
      await shaky.settle();
      const head = await shaky.head();
      seen.push([head.position, head.recordedAt!]);
    }
    expect(seen.map(([, time]) => time)).toEqual([
      '2030-03-17T17:46:40.000000Z', '2030-03-17T17:46:45.000001Z', '2030-03-17T17:46:45.000002Z', '2030-03-17T17:46:45.000003Z',
      '2030-03-17T17:46:45.000004Z', '2030-03-17T17:46:55.000000Z',
    ]);
    for (const [position, time] of seen) expect(await shaky.positionAt(time)).toBe(position);
    expect(await shaky.positionAt('2030-03-17T17:46:39.999999Z')).toBe(seen[0][0] - 1);
    expect(await shaky.positionAt('2000-01-01T00:00:00.000000Z')).toBe(0);
    expect(await shaky.recordedTimes(seen.map(([position]) => position))).toEqual(new Map(seen));
    const log: NumberedEvent[] = [];
    for await (const page of shaky.readAll({ after: 0 })) log.push(...page);
    await own.close();
    expect(log.at(-1)!.recordedAt).toBe('2030-03-17T17:46:55.000000Z');
    expect(log.map(({ recordedAt }) => recordedAt)).toEqual(log.map(({ recordedAt }) => recordedAt).sort());
  });

  it('reads pages between two positions, of some types only, and may be left early', async () => {
    await append(newStream(), 'no_stream', Array.from({ length: 30 }, (_, i) => fact({ i: String(i) }, i % 3 === 0 ? "It's" : 'Other')));
    const last = await store.settle();
    const pages: number[][] = [];
    for await (const page of store.readAll({ after: last - 30, upTo: last - 1, pageSize: 8, types: ["It's"] })) pages.push(page.map(({ position }) => position - last + 30));
    expect(pages).toEqual([[1, 4, 7, 10, 13, 16, 19, 22], [25, 28]]);
    for await (const page of store.readAll({ after: 0, pageSize: 1 })) {
      expect(page).toHaveLength(1);
      break;
    }
    expect(await store.readEvent((await store.readAll({ after: last - 1 }).next()).value[0].envelope.id)).toMatchObject({ position: last });
    expect(await store.readEvent('no-such-id')).toBeNull();
  });
});

describe('the tables of the log', () => {
  it.each(['event', 'event_position'])('refuse to change or lose a row of %s', async (table) => {
    for (const sql of [`UPDATE ${table} SET seq = seq`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
      await expect(database.ownerPool.query(sql)).rejects.toThrow('the log is immutable');
    }
  });
});
