import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { z } from 'zod';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { MAX_APPEND_BYTES, WrongExpectedRevision } from '#platform/event-store/event-store.js';
import { EventTypes } from '#platform/event-store/event-types.js';
import { logStatistics } from '#platform/event-store/log-statistics.js';
import type { AppendRequest, EventStore, NewEvent, NumberedEvent } from '#platform/event-store/event-store.js';

/** An engine under the contract. Every store it gives lies behind a network that the engine can break. */
export interface ContractEngine {
  /** Another store on the same log, as another process would have. Closed with the engine. */
  store(): EventStore;
  /** Another one, of a release that knows these types. */
  storeOf(types: EventTypes): EventStore;
  /** Breaks every connection to the server; null where this engine's network cannot be broken. */
  cut: (() => void) | null;
  /** While on, what is asked of the server arrives, and its answers are lost. */
  loseAnswers: ((on: boolean) => void) | null;
  close(): Promise<void>;
}

const context = { actor: 'clerk', origin: 'live' as const, correlationId: 'c-1', causationId: null };
const fact = (payload: NewEvent['payload'] = {}, type = 'Happened'): NewEvent => ({ type, version: 1, occurredOn: '2024-01-31', customers: ['C1'], payload });
const newStream = (): string => `s-${randomUUID()}`;

/** What every engine keeps. The log may hold anything before: positions are counted from where it stood. */
export function eventStoreContract(name: string, open: () => Promise<ContractEngine>): void {
  describe(`the contract of the log, kept by ${name}`, () => {
    let engine: ContractEngine;
    let store: EventStore;
    beforeAll(async () => {
      engine = await open();
      store = engine.store();
    });
    afterAll(() => engine?.close());

    const append = (stream: string, expectedRevision: AppendRequest['expectedRevision'], events: NewEvent[] = [fact()], more: Partial<AppendRequest> = {}) =>
      store.append({ stream, expectedRevision, events, context, ...more });
    const everything = async (after: number, reader = store): Promise<NumberedEvent[]> => {
      await reader.settle();
      const events: NumberedEvent[] = [];
      for await (const page of reader.readAll({ after, pageSize: 7 })) events.push(...page);
      return events;
    };
    const revisionsOf = (events: readonly NumberedEvent[], stream: string) => events.filter(({ envelope }) => envelope.stream === stream).map(({ envelope }) => envelope.revision);

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

    it('refuses a stream that has moved on, is there already, or lacks the revision expected, and writes nothing', async () => {
      const stream = newStream();
      expect(await append(stream, 'no_stream', [fact(), fact()])).toMatchObject({ stream, revision: 1 });
      for (const expected of ['no_stream', 0, 2, 7] as const) {
        await expect(append(stream, expected)).rejects.toMatchObject({ name: 'WrongExpectedRevision', stream, expected, actual: 1 });
      }
      await expect(append(newStream(), 3)).rejects.toMatchObject({ expected: 3, actual: 'no_stream' });
      expect(await store.readStream(stream)).toHaveLength(2);
      expect(await store.readStream(newStream())).toEqual([]);
    });

    it('lets exactly one of several racing stores win each revision', async () => {
      const rivals = [store, engine.store(), engine.store()];
      const stream = newStream();
      for (let revision = 0; revision < 10; revision++) {
        const expectedRevision = revision === 0 ? 'no_stream' : revision - 1;
        const results = await Promise.allSettled(rivals.map((rival) => rival.append({ stream, expectedRevision, events: [fact()], context })));
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WrongExpectedRevision);
      }
      expect((await store.readStream(stream)).map(({ envelope }) => envelope.revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('handles appends of one process to one stream in the order in which they were given', async () => {
      const stream = newStream();
      const results = await Promise.all([append(stream, 'no_stream'), append(stream, 0), append(stream, 1, [fact(), fact()]), append(stream, 3)]);
      expect(results.map(({ revision }) => revision)).toEqual([0, 1, 3, 4]);
    });

    it('answers a repeated append with success and does not write it twice, also when the stream has moved on', async () => {
      const stream = newStream();
      const ids = [randomUUID(), randomUUID()];
      const first = await append(stream, 'no_stream', [fact(), fact()], { ids });
      expect(await append(stream, 'no_stream', [fact(), fact()], { ids })).toEqual(first);
      await append(stream, 1);
      expect(await engine.store().append({ stream, expectedRevision: 'no_stream', events: [fact(), fact()], context, ids })).toEqual(first);
      await expect(append(stream, 'no_stream', [fact(), fact()], { ids: [ids[0], randomUUID()] })).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await store.readStream(stream)).toHaveLength(3);
    });

    it('writes once what was written while the reply got lost', async () => {
      if (!engine.loseAnswers || !engine.cut) return;
      const streams = Array.from({ length: 20 }, newStream);
      await append(newStream(), 'no_stream');
      engine.loseAnswers(true);
      const appended = Promise.all(streams.map((stream) => append(stream, 'no_stream', [fact(), fact()])));
      await pause(300);
      engine.loseAnswers(false);
      engine.cut();
      expect((await appended).map(({ revision }) => revision)).toEqual(streams.map(() => 1));
      for (const events of (await store.readStreams(streams)).values()) expect(events.map(({ envelope }) => envelope.revision)).toEqual([0, 1]);
    });

    it('loses and doubles nothing acknowledged while connections break', async () => {
      if (!engine.cut) return;
      const start = await store.settle();
      const streams = Array.from({ length: 6 }, newStream);
      let left = streams.length;
      const writers = streams.map(async (stream, i) => {
        const writer = i % 2 === 0 ? store : engine.store();
        for (let revision = 0; revision < 25; revision++) {
          const request = { stream, expectedRevision: revision === 0 ? ('no_stream' as const) : revision - 1, events: [fact({ revision })], context, ids: [randomUUID()] };
          await patient(() => writer.append(request));
        }
        left--;
      });
      while (left > 0) {
        await Promise.race([pause(150), Promise.all(writers)]);
        engine.cut();
      }
      await Promise.all(writers);
      const log = await patient(() => everything(start));
      for (const stream of streams) expect(revisionsOf(log, stream)).toEqual(Array.from({ length: 25 }, (_, i) => i));
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

    it('takes an append of nearly 1 MiB, also of one event, and none above', async () => {
      const start = await store.settle();
      const large = '数'.repeat(Math.floor((MAX_APPEND_BYTES - 1000) / 3));
      await append(newStream(), 'no_stream', [fact({ large })]);
      await append(newStream(), 'no_stream', Array.from({ length: 2000 }, (_, i) => fact({ i, text: 'x'.repeat(180) })));
      const events = await everything(start);
      expect(events).toHaveLength(2001);
      expect(events[0].payload.large).toBe(large);
      const stream = newStream();
      await expect(append(stream, 'no_stream', [fact({ large: `${large}${'数'.repeat(400)}` })])).rejects.toThrow(RangeError);
      expect(await store.readStream(stream)).toEqual([]);
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

    it('refuses names that no engine can hold', async () => {
      await expect(append('$all', 'no_stream')).rejects.toThrow(TypeError);
      await expect(append(newStream(), 'no_stream', [fact({}, '$metadata')])).rejects.toThrow(TypeError);
      await expect(append('a\nb', 'no_stream')).rejects.toThrow(TypeError);
    });

    describe('a subscription', () => {
      /** Follows the log until `count` events came, then a little longer to see whether more come. */
      const follow = async (after: number, count: number, more: { types?: string[]; slow?: boolean; onError?: (error: Error) => void } = {}): Promise<NumberedEvent[]> => {
        const stop = new AbortController();
        const seen: NumberedEvent[] = [];
        for await (const page of engine.store().subscribe({ after, signal: stop.signal, ...more })) {
          seen.push(...page);
          if (more.slow) await pause(15);
          if (seen.length >= count) setTimeout(() => stop.abort(), 150);
        }
        return seen;
      };

      it('brings what is there and goes live, without gap or repetition, to several at once', async () => {
        const start = await store.settle();
        await append(newStream(), 'no_stream', Array.from({ length: 40 }, () => fact()));
        const followers = [follow(start, 240), follow(start, 240, { slow: true }), follow(start + 10, 230)];
        const writers = [store, engine.store()];
        await Promise.all(
          Array.from({ length: 10 }, newStream).map(async (stream, i) => {
            for (let revision = 0; revision < 20; revision++) {
              await writers[i % 2].append({ stream, expectedRevision: revision === 0 ? 'no_stream' : revision - 1, events: [fact()], context });
              if (revision % 5 === 0) await pause(10);
            }
          }),
        );
        const [first, slow, later] = await Promise.all(followers);
        const log = await everything(start);
        expect(log).toHaveLength(240);
        const positions = log.map(({ position }) => position);
        expect(first.map(({ position }) => position)).toEqual(positions);
        expect(slow.map(({ position }) => position)).toEqual(positions);
        expect(later.map(({ position }) => position)).toEqual(positions.slice(10));
        expect(first.map(({ envelopeBytes }) => envelopeBytes)).toEqual(log.map(({ envelopeBytes }) => envelopeBytes));
      });

      it('brings only the types asked for', async () => {
        const start = await store.settle();
        const followed = follow(start, 2, { types: ['Wanted'] });
        await append(newStream(), 'no_stream', [fact(), fact({}, 'Wanted'), fact()]);
        await store.settle();
        await append(newStream(), 'no_stream', [fact({}, 'Wanted'), fact()]);
        expect((await followed).map(({ position }) => position - start)).toEqual([2, 4]);
      });

      it('ends when it is cancelled while waiting, before it began, and when its reader leaves', async () => {
        const start = await store.settle();
        const stop = new AbortController();
        const waiting = (async () => {
          for await (const page of store.subscribe({ after: start, signal: stop.signal })) throw new Error(`${page.length} events out of nowhere`);
        })();
        await pause(100);
        stop.abort();
        await waiting;
        for await (const page of store.subscribe({ after: 0, signal: stop.signal })) throw new Error(`${page.length} events after the end`);
        await append(newStream(), 'no_stream');
        for await (const page of store.subscribe({ after: start, signal: new AbortController().signal })) {
          expect(page[0].position).toBe(start + 1);
          break;
        }
        await append(newStream(), 'no_stream');
      });

      it('outlives broken connections', async () => {
        if (!engine.cut) return;
        const start = await store.settle();
        const followed = follow(start, 60);
        const stream = newStream();
        for (let revision = 0; revision < 60; revision++) {
          await append(stream, revision === 0 ? 'no_stream' : revision - 1);
          if (revision % 20 === 10) engine.cut();
        }
        expect((await followed).map(({ position }) => position)).toEqual(Array.from({ length: 60 }, (_, i) => start + 1 + i));
      });
    });
  });
}

/** Repeats what a broken connection left open: an engine may leave that to whoever asks. Appends carry their ids. */
async function patient<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 10) throw error;
      await pause(50 * attempt);
    }
  }
}
