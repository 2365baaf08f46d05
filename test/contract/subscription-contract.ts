import { beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { context, fact, newStream } from './contract-engine.js';
import type { ContractEngine, Given } from './contract-engine.js';

/** What every engine keeps of subscriptions. */
export function subscriptionContract(given: Given): void {
  const { append, everything } = given;
  let store: EventStore;
  let engine: ContractEngine;
  beforeAll(() => {
    ({ store, engine } = given);
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
}
