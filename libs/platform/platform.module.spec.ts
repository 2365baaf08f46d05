import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { openTestDatabase } from '../../test/support/test-database.js';
import type { TestDatabase } from '../../test/support/test-database.js';
import { readConfig } from './config/config.js';
import type { EventStore } from './event-store/event-store.js';
import { EventTypes } from './event-store/event-types.js';
import { PlatformModule } from './platform.module.js';
import { Projector } from './projecting/projector.js';
import { EVENT_STORE, EVENT_TYPES, PROJECTOR, VAULT } from './tokens.js';
import type { Vault } from './personal-data/vault.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

@Module({})
class NotesRoom {
  constructor(@Inject(EVENT_TYPES) types: EventTypes, @Inject(PROJECTOR) projector: Projector) {
    types.register([{ type: 'NoteTaken', version: 1, schema: z.strictObject({ text: z.string() }) }]);
    projector.add({
      name: 'notes', version: 1, eventTypes: ['NoteTaken'], createTables: 'CREATE TABLE note_v1 (text text)', dropTables: 'DROP TABLE IF EXISTS note_v1',
      apply: async (events, db) => void (await db.query('INSERT INTO note_v1 SELECT unnest($1::text[])', [events.map(({ payload }) => payload.text)])),
    });
  }
}

it('gives a room the log, its event types, its read models and the vault, and closes what it opened', async () => {
  const config = { ...readConfig({}), databaseUrl: database.url, masterKey: Buffer.alloc(32, 1) };
  const app = await NestFactory.createApplicationContext({ module: class {}, imports: [PlatformModule.forRoot({ config }), NotesRoom] }, { logger: false });
  const store = app.get<EventStore>(EVENT_STORE);
  const note = (type: string) => ({ stream: 'notes', expectedRevision: 'no_stream' as const, events: [{ type, version: 1, occurredOn: '2024-01-01', customers: [], payload: { text: 'hello' } }], context: { actor: 'a', origin: 'live' as const, correlationId: 'c', causationId: null } });
  await store.append(note('NoteTaken'));
  await expect(store.append(note('Unheard'))).rejects.toThrow('event type Unheard version 1 is not registered');
  await store.settle();
  await app.get<Projector>(PROJECTOR).catchUp();
  expect((await database.pool.query('SELECT text FROM note_v1')).rows).toEqual([{ text: 'hello' }]);
  expect((await app.get<Vault>(VAULT).keys(['customer:1'])).has('customer:1')).toBe(true);
  await app.close();
  await expect(store.append(note('NoteTaken'))).rejects.toThrow('closed');
  expect((await database.pool.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gridledger'")).rowCount).toBe(0);
});

it('names the database that cannot be reached, and no password', async () => {
  const config = { ...readConfig({}), databaseUrl: 'postgresql://someone:secret@127.0.0.1:1/ledger' };
  const opening = NestFactory.createApplicationContext({ module: class {}, imports: [PlatformModule.forRoot({ config })] }, { logger: false, abortOnError: false });
  await expect(opening).rejects.toThrow(/^The database 127\.0\.0\.1:1\/ledger cannot be opened: (?!.*secret)/);
});
