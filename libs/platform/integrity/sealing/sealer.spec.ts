import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapHash, leafText, treeHash, path, proof, manyPaths } from '../../../../test/reference/naive-merkle.js';
import { openTestDatabase } from '../../../../test/support/test-database.js';
import type { TestDatabase } from '../../../../test/support/test-database.js';
import type { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { latestCheckpoint, readCheckpoint } from '../checkpoints/checkpoint-table.js';
import { customerKey, entryHash, mapKeysOf, typeKey, withEvent } from '../proof/customer-entry.js';
import type { CustomerEntry } from '../proof/customer-entry.js';
import { rootOfMapProof } from '../proof/customer-map-proof.js';
import { leafHashOfBytes } from '../proof/leaf-bytes.js';
import { newSigningKey } from '../proof/signing-key.js';
import { SealedLog } from '../sealed-log.js';
import { Sealer } from './sealer.js';
import { keepSealing } from './keep-sealing.js';
import { sealInThread } from './seal-in-thread.js';

let database: TestDatabase;
let store: PostgresEventStore;
const key = newSigningKey('ledger.example/credit');
let streams = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  store = database.store();
});
afterAll(() => database.close());

async function append(events: number, customers: (i: number) => string[] = (i) => [`C${i % 7}`]): Promise<void> {
  const stream = `test-${streams++}`;
  for (let from = 0; from < events; from += 500) {
    const some = Array.from({ length: Math.min(500, events - from) }, (_, i) => ({ type: 'Tested', version: 1, occurredOn: '2026-01-01', customers: customers(from + i), payload: { n: from + i, text: '电费' } }));
    await store.append({ stream, expectedRevision: from === 0 ? 'no_stream' : from - 1, events: some, context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null } });
  }
}

/** The leaves and the map as the written format has them, read afresh. */
async function fromScratch(size: number): Promise<{ leaves: Buffer[]; map: Buffer; entries: Map<string, CustomerEntry> }> {
  const leaves: Buffer[] = [];
  const entries = new Map<string, CustomerEntry>();
  for await (const page of store.readAll({ after: 0, upTo: size }))
    for (const { position, recordedAt, envelope, envelopeBytes, payloadBytes } of page) {
      leaves.push(leafText(position, recordedAt, envelope.stream, envelope.revision, envelopeBytes, payloadBytes));
      for (const one of mapKeysOf(envelope)) entries.set(one, withEvent(entries.get(one), leafHashOfBytes(leaves[leaves.length - 1])));
    }
  return { leaves, entries, map: mapHash([...entries].map(([no, entry]) => [customerKey(no), entryHash(entry)])) };
}

describe('the sealer', () => {
  it('makes the tree and the map of the written format, over many runs, blocks and checkpoints', async () => {
    const sealer = new Sealer(database.pool, store);
    for (const events of [1, 254, 2, 300, 70]) {
      await append(events, (i) => (i % 5 === 0 ? [] : [`C${i % 7}`, `D${i % 50}`, `C${i % 7}`]));
      await sealer.seal();
      const checkpoint = readCheckpoint(await sealer.checkpoint(key));
      const { leaves, map, entries } = await fromScratch(checkpoint.size);
      expect(checkpoint.size).toBe(await store.settle());
      expect(checkpoint.root).toEqual(treeHash(leaves));
      expect(checkpoint.mapRoot).toEqual(map);
      expect(checkpoint.customers).toBe(entries.size);
    }
    expect((await sealer.checkpoint(key)).note).toBe((await latestCheckpoint(database.pool))?.note);
  });

  it('gives the proofs that the formulas give', async () => {
    const log = new SealedLog(database.pool);
    const checkpoint = readCheckpoint((await log.latest())!);
    const { leaves, entries } = await fromScratch(checkpoint.size);
    for (const position of [1, 2, 256, 257, 300, 512, checkpoint.size]) expect(await log.inclusion(position, checkpoint.size)).toEqual(path(position - 1, leaves));
    for (const earlier of [1, 3, 255, 256, 300, 512, 555, checkpoint.size]) expect(await log.consistency(earlier, checkpoint.size)).toEqual(proof(earlier, leaves));
    const some = [1, 2, 77, 256, 257, 600];
    expect(await log.inclusionOfAll(some, checkpoint.size)).toEqual(manyPaths(new Set(some.map((one) => one - 1)), leaves));
    for (const no of ['C1', 'D49', 'unknown', typeKey('Tested')]) {
      const proven = await log.customer(no);
      expect(proven.entry).toEqual(entries.get(no) ?? null);
      expect(rootOfMapProof(customerKey(no), proven.entry && entryHash(proven.entry), proven.proof)).toEqual(checkpoint.mapRoot);
    }
  });

  it('is one with others: several at once, and one that comes later, make one tree', async () => {
    const sealers = Array.from({ length: 3 }, () => new Sealer(database.pool, store));
    for (let round = 0; round < 4; round++) {
      await append(120);
      await Promise.all(sealers.map(async (sealer, i) => {
        await sealer.seal();
        if ((round + i) % 2 === 0) await sealer.checkpoint(key);
      }));
    }
    const checkpoint = readCheckpoint(await new Sealer(database.pool, store).checkpoint(key));
    const { leaves, map } = await fromScratch(checkpoint.size);
    expect(checkpoint.size).toBe(await store.settle());
    expect([checkpoint.root, checkpoint.mapRoot]).toEqual([treeHash(leaves), map]);
  });

  it('goes on where it was cut off in the middle of anything', async () => {
    await append(600);
    const cut = { query: database.pool.query.bind(database.pool), connect: async () => {
      const client = await database.pool.connect();
      if (randomBytes(1)[0] < 100) {
        client.release(true);
        throw new Error('cut');
      }
      return client;
    } };
    const sealer = new Sealer(cut as never, store);
    let failures = 0;
    for (let done = false; !done; ) done = await sealer.seal().then(() => sealer.checkpoint(key)).then(() => true, () => ++failures < 0);
    const checkpoint = readCheckpoint((await latestCheckpoint(database.pool))!);
    const { leaves, map } = await fromScratch(checkpoint.size);
    expect(checkpoint.size).toBe(await store.settle());
    expect([checkpoint.root, checkpoint.mapRoot]).toEqual([treeHash(leaves), map]);
  });

  it('follows the log by itself, and signs when it is time and when a day is closed', async () => {
    const sealer = new Sealer(database.pool, store);
    const stop = new AbortController();
    const signed: number[] = [];
    const errors: Error[] = [];
    const policy = { everyEvents: 200, everySeconds: 3600, after: ['DayClosed'] };
    const sign = async () => signed.push((await sealer.checkpoint(key)).size);
    const keeping = keepSealing({ store, sealer, sign, policy, now: () => performance.now(), onError: (error) => errors.push(error) }, stop.signal);
    const reached = async (size: number): Promise<void> => {
      while ((signed[signed.length - 1] ?? 0) < size) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await append(250);
    await reached(await store.settle());
    await append(10);
    await store.append({ stream: 'calendar', expectedRevision: 'no_stream', events: [{ type: 'DayClosed', version: 1, occurredOn: '2026-01-01', customers: [], payload: {} }], context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null } });
    await reached(await store.settle());
    stop.abort();
    await keeping;
    expect(errors).toEqual([]);
  });

  it('follows the log in a thread of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridledger-thread-'));
    const stop = new AbortController();
    const errors: Error[] = [];
    const separate = await openTestDatabase();
    const log = separate.store();
    let ended: Promise<void> | undefined;
    const reached = (size: number): Promise<void> =>
      new Promise((resolve) => {
        const keys = { signingKey: null, signingKeyFile: join(folder, 'signing.key'), logName: 'ledger.example/credit' };
        ended = sealInThread({ url: separate.url, keys, policy: { everyEvents: 1, everySeconds: 3600, after: [] } }, { onError: (error) => errors.push(error), onSigned: () => void latestCheckpoint(separate.pool).then((one) => one?.size === size && resolve()) }, stop.signal);
      });
    await log.append({ stream: 'test', expectedRevision: 'no_stream', events: [{ type: 'Tested', version: 1, occurredOn: '2026-01-01', customers: ['C"1'], payload: { text: '电费' } }], context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null } });
    await reached(await log.settle());
    stop.abort();
    await ended;
    expect(errors).toEqual([]);
    // The thread's tree is that of whoever seals in this one, who would report a difference.
    expect((await new Sealer(separate.pool, log).checkpoint(key)).size).toBe(1);
    await separate.close();
    rmSync(folder, { recursive: true });
  });
});
