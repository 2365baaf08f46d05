import { beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { z } from 'zod';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { EventTypes } from '#platform/event-store/event-types.js';
import { logStatistics } from '#platform/event-store/log-statistics.js';
import { context, fact, newStream, revisionsOf } from './contract-engine.js';
import type { ContractEngine, Given } from './contract-engine.js';

/** What every engine keeps of reading: bytes, order, positions, times, streams, types. */
export function readingContract(given: Given): void {
  const { append, everything } = given;
  let store: EventStore;
  let engine: ContractEngine;
  beforeAll(() => {
    ({ store, engine } = given);
  });

  it('brings envelope and payload back byte for byte, in streams and in the order of the log', async () => {
    const start = await store.settle();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme' })), async (text, value, customers) => {
        const stream = `${newStream()} 客户 – ${text.replace(/[\p{Cc}\s]/gu, '')}`;
        const event = { ...fact(), type: `发生.${customers.length}`, customers, payload: { [text]: value as never, 10: 1, 9: 2, 'back\\slash': '\\n\n\t"\u2028🧾' } };
        await append(stream, 'no_stream', [event], { context: { ...context, actor: text } });
        const [read] = await store.readStream(stream);
        expect(read.payloadBytes).toBe(canonicalJson(event.payload));
        expect(read.envelopeBytes).toBe(canonicalJson(read.envelope));
        expect(read.envelope).toMatchObject({ stream, revision: 0, type: event.type, customers, recordedBy: text });
        const numbered = (await everything(start)).at(-1)!;
        expect([numbered.envelopeBytes, numbered.payloadBytes]).toEqual([read.envelopeBytes, read.payloadBytes]);
      }),
      { numRuns: 25 },
    );
  });

  it('numbers the log without gaps, true to every stream, with recorded times that never go back', async () => {
    const start = await store.settle();
    const writers = [store, engine.store(), engine.store()];
    const streams = Array.from({ length: 8 }, newStream);
    await Promise.all(
      streams.map(async (stream, i) => {
        for (let revision = 0; revision < 12; revision++) {
          await writers[(i + revision) % writers.length].append({ stream, expectedRevision: revision === 0 ? 'no_stream' : revision - 1, events: [fact()], context });
        }
      }),
    );
    const last = await store.settle();
    expect(last).toBe(start + 96);
    const log = await everything(start);
    expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 96 }, (_, i) => start + 1 + i));
    for (const stream of streams) expect(revisionsOf(log, stream)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const times = log.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...times].sort());
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(await everything(start, engine.store())).toEqual(log);
    expect(await store.head()).toEqual({ position: last, recordedAt: times.at(-1) });
    expect(await store.recordedTimes([start + 1, last])).toEqual(new Map([[start + 1, times[0]], [last, times.at(-1)!]]));
    expect(await store.positionAt(times.at(-1)!)).toBe(last);
    expect(await store.positionAt('2000-01-01T00:00:00.000000Z')).toBe(0);
    expect(await store.positionAt(times[40])).toBe(log.findLast(({ recordedAt }) => recordedAt === times[40])!.position);
  });

  it('gives positions to what settle follows, and the same ones in streams and by id', async () => {
    const stream = newStream();
    const { ids } = await append(stream, 'no_stream', [fact(), fact({ second: true })]);
    const last = await store.settle();
    const [first, second] = await store.readStream(stream);
    expect([first.position, second.position]).toEqual([last - 1, last]);
    const found = await store.readEvent(ids[1]);
    expect([found?.position, found?.recordedAt, found?.envelopeBytes]).toEqual([last, second.recordedAt, second.envelopeBytes]);
    expect(await store.readEvent(randomUUID())).toBeNull();
    expect(await store.readEvent('no-such-id')).toBeNull();
  });

  it('reads pages between two positions, of some types only, and may be left early', async () => {
    await append(newStream(), 'no_stream', Array.from({ length: 30 }, (_, i) => fact({ i: String(i) }, i % 3 === 0 ? "It's" : 'Other')));
    const last = await store.settle();
    const pages: number[][] = [];
    for await (const page of store.readAll({ after: last - 30, upTo: last - 1, pageSize: 8, types: ["It's"] })) pages.push(page.map(({ position }) => position - last + 30));
    expect(pages).toEqual([[1, 4, 7, 10, 13, 16, 19, 22], [25, 28]]);
    for await (const page of store.readAll({ after: last - 30, pageSize: 1 })) {
      expect(page).toHaveLength(1);
      break;
    }
    const rare = `Rare${randomUUID()}`;
    await append(newStream(), 'no_stream', [fact({}, rare), ...Array.from({ length: 60 }, () => fact()), fact({ last: true }, rare)]);
    const end = await store.settle();
    const found: number[] = [];
    for await (const page of store.readAll({ after: 0, types: [rare] })) found.push(...page.map(({ position }) => position));
    expect(found).toEqual([end - 61, end]);
    for await (const page of store.readAll({ after: end })) throw new Error(`a page after the end: ${page.length}`);
    for await (const page of store.readAll({ after: 0, types: [] })) throw new Error(`a page of no type: ${page.length}`);
  });

  it('reads a stream forwards, backwards, from and to a revision or a time', async () => {
    const stream = newStream();
    for (let i = 0; i < 3; i++) {
      await append(stream, i === 0 ? 'no_stream' : i * 2 - 1, [fact(), fact()]);
      await store.settle();
      await pause(3);
    }
    const revisions = async (options: Parameters<EventStore['readStream']>[1]): Promise<number[]> => (await store.readStream(stream, options)).map(({ envelope }) => envelope.revision);
    const all = await store.readStream(stream);
    expect(await revisions({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await revisions({ backwards: true })).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await revisions({ fromRevision: 2, toRevision: 4 })).toEqual([2, 3, 4]);
    expect(await revisions({ fromRevision: 2, toRevision: 4, backwards: true })).toEqual([4, 3, 2]);
    expect(await revisions({ fromRevision: 4 })).toEqual([4, 5]);
    expect(await revisions({ limit: 2 })).toEqual([0, 1]);
    expect(await revisions({ limit: 1, backwards: true })).toEqual([5]);
    expect(await revisions({ recordedUntil: all[3].recordedAt! })).toEqual([0, 1, 2, 3]);
    expect(await revisions({ recordedUntil: all[3].recordedAt!, backwards: true, limit: 3 })).toEqual([3, 2, 1]);
    expect(await revisions({ recordedUntil: '2000-01-01T00:00:00.000000Z' })).toEqual([]);
    expect(await revisions({ fromRevision: 6 })).toEqual([]);
    expect(await revisions({ toRevision: 9, backwards: true, limit: 1 })).toEqual([5]);
  });

  it('holds thousands of streams', async () => {
    const start = await store.settle();
    const streams = Array.from({ length: 2000 }, newStream);
    await Promise.all(streams.map((stream) => append(stream, 'no_stream')));
    expect(await store.settle()).toBe(start + 2000);
    const found = await store.readStreams([...streams, ...streams.slice(0, 3), newStream()]);
    expect([...found.keys()].sort()).toEqual([...streams].sort());
    const positions = [...found.values()].map(([event]) => event.position!);
    expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 2000 }, (_, i) => start + 1 + i));
  });

  it('is read through the types of a release: older versions as the newest, what is newer as unreadable, bytes as they are', async () => {
    const [type, stream] = [`Paid-${randomUUID()}`, newStream()];
    const first = { type, version: 1, schema: z.strictObject({ yuan: z.int() }) };
    const second = { type, version: 2, schema: z.strictObject({ fen: z.string() }) };
    const upcast = ({ yuan }: { yuan?: unknown }) => ({ fen: `${yuan as number}00` });
    const [older, newer] = [engine.storeOf(new EventTypes([first])), engine.storeOf(new EventTypes([{ ...first, upcast }, second]))];
    const start = await store.settle();
    await older.append({ stream, expectedRevision: 'no_stream', events: [fact({ yuan: 7 }, type)], context });
    await newer.append({ stream, expectedRevision: 0, events: [{ ...fact({ fen: '30' }, type), version: 2 }], context });
    const seen = async (by: EventStore) => [await by.readStream(stream), await everything(start, by)].map((events) => events.map((one) => one.unreadable?.reason ?? one.payload));
    expect(await seen(newer)).toEqual(Array(2).fill([{ fen: '700' }, { fen: '30' }]));
    expect(await seen(older)).toEqual(Array(2).fill([{ yuan: 7 }, 'unknown-version']));
    expect((await newer.readStreams([stream])).get(stream)?.map(({ payloadBytes, payload }) => [payloadBytes, payload.fen])).toEqual([['{"yuan":7}', '700'], ['{"fen":"30"}', '30']]);
    const { id } = (await newer.readStream(stream))[0].envelope;
    expect((await newer.readEvent(id))?.payload).toEqual({ fen: '700' });
  });

  it('is counted as a whole: events, types, days', async () => {
    const type = `Counted-${randomUUID()}`;
    await append(newStream(), 'no_stream', [fact({}, type), fact({}, type)]);
    await append(newStream(), 'no_stream', [fact({}, type)]);
    const counted = await logStatistics(store);
    expect(counted.byType.find((one) => one.type === type)).toMatchObject({ version: 1, events: 3 });
    expect(counted.events).toBe(counted.position);
    expect(counted.byDay.reduce((sum, { events }) => sum + events, 0)).toBe(counted.events);
    expect(counted.recordedAt).toBe((await store.head()).recordedAt);
  });
}
