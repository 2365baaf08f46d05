import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup } from '#platform/backup/backup.js';
import { restore } from '#platform/backup/restore.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { KeySlots } from '#platform/personal-data/key-slots.js';
import { MasterKey } from '#platform/personal-data/master-key.js';
import { Vault } from '#platform/personal-data/vault.js';
import { openTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { openEventStoreDb, SERVER } from './open-eventstoredb.js';
import type { EventStoreDbEngine } from './open-eventstoredb.js';

const passphrase = 'correct horse battery';
const context = { actor: 'clerk', origin: 'live' as const, correlationId: 'c', causationId: null };
const folder = mkdtempSync(join(tmpdir(), 'gridledger-backup-'));
const file = join(folder, 'cluster.backup');
const keys = { master: new MasterKey(null, join(folder, 'master.key')), slots: new KeySlots(join(folder, 'ring')) };
let engine: EventStoreDbEngine;
let store: EventStore;
let upTo: number;
beforeAll(async () => {
  engine = await openEventStoreDb();
  store = engine.store();
  const event = (i: number) => ({ type: '发生', version: 1, occurredOn: '2024-01-31', customers: ['1'], payload: { text: `${i} 电\\\n\t"` } });
  for (let i = 0; i < 30; i++) await store.append({ stream: `s\\${i % 7}-${randomUUID()}`, expectedRevision: 'no_stream', events: [event(i), event(i)], context });
  await new Vault(engine.database.pool, keys).keys(['customer:1']);
  upTo = await store.settle();
  await store.append({ stream: `later-${randomUUID()}`, expectedRevision: 'no_stream', events: [event(0)], context });
  await backup(engine.database.pool, keys, file, { passphrase, log: { store, upTo } });
});
afterAll(async () => {
  await engine?.close();
  rmSync(folder, { recursive: true });
});

async function into(work: (target: TestDatabase) => Promise<void>): Promise<void> {
  const target = await openTestDatabase();
  try {
    await work(target);
  } finally {
    await target.close();
  }
}
async function wholeLog(of: EventStore): Promise<unknown[]> {
  const all = [];
  for await (const page of of.readAll({ after: 0, upTo })) all.push(...page.map(({ position, recordedAt, envelopeBytes, payloadBytes }) => ({ position, recordedAt, envelopeBytes, payloadBytes })));
  return all;
}
const restored = (target: TestDatabase, more: { inCluster?: boolean } = {}) => restore(target.ownerPool, keys, file, { passphrase, ...more });
const subjects = async ({ pool }: TestDatabase) => (await pool.query('SELECT subject FROM subject_key')).rows;

describe(`a backup of the log on ${SERVER}`, () => {
  it('restores into PostgreSQL with every position, recorded time and byte, and the log goes on there', () =>
    into(async (target) => {
      expect((await restored(target)).rows).toMatchObject({ event: upTo, event_position: upTo, subject_key: 1 });
      const moved = target.store();
      expect(await wholeLog(moved)).toEqual(await wholeLog(store));
      await moved.append({ stream: 'new', expectedRevision: 'no_stream', events: [{ type: '发生', version: 1, occurredOn: '2024-01-31', customers: [], payload: {} }], context });
      expect(await moved.settle()).toBe(upTo + 1);
    }));

  it('brings keys back beside the cluster that still holds the events', () =>
    into(async (target) => {
      const again = engine.store(target);
      await again.settle();
      await restored(target, { inCluster: true });
      expect(await subjects(target)).toEqual([{ subject: 'customer:1' }]);
      expect((await target.pool.query('SELECT FROM event')).rowCount).toBe(0);
      expect(await wholeLog(again)).toEqual(await wholeLog(store));
    }));

  it('is refused beside a cluster that does not hold them', () =>
    into(async (target) => {
      await expect(restored(target, { inCluster: true })).rejects.toMatchObject({ reasons: [{ code: 'log-not-in-cluster' }] });
      expect(await subjects(target)).toEqual([]);
    }));
});
