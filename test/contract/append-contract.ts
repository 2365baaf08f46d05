import { beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_APPEND_BYTES, WrongExpectedRevision } from '#platform/event-store/event-store.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { context, fact, newStream, patient, revisionsOf } from './contract-engine.js';
import type { ContractEngine, Given } from './contract-engine.js';

/** What every engine keeps of appends. */
export function appendContract(given: Given): void {
  const { append, everything } = given;
  let store: EventStore;
  let engine: ContractEngine;
  beforeAll(() => {
    ({ store, engine } = given);
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

  it('refuses names that no engine can hold', async () => {
    await expect(append('$all', 'no_stream')).rejects.toThrow(TypeError);
    await expect(append(newStream(), 'no_stream', [fact({}, '$metadata')])).rejects.toThrow(TypeError);
    await expect(append('a\nb', 'no_stream')).rejects.toThrow(TypeError);
  });
}
