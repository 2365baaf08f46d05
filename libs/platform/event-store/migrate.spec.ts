import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { MIGRATIONS, migrate } from './migrate.js';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridledger-migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => database.close());

async function bring(to: string): Promise<void> {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    await migrate(client, to);
  } finally {
    await client.end();
  }
}

it('applies what is new, once, also when several processes begin at the same moment', async () => {
  writeFileSync(join(folder, '900-note.sql'), 'CREATE TABLE note (text text); INSERT INTO note VALUES (1);');
  await Promise.all([bring(folder), bring(folder), bring(folder)]);
  expect((await database.ownerPool.query('SELECT count(*)::int AS count FROM note')).rows).toEqual([{ count: 1 }]);
});

it('refuses a database that a newer release has changed', async () => {
  await expect(bring(folder)).rejects.toThrow('The database was written by a newer release of gridledger (it has 900-note.sql)');
});

it('refuses a file that was altered after it had been applied', async () => {
  writeFileSync(join(folder, '900-note.sql'), 'CREATE TABLE note (text text, more text);');
  await expect(bring(folder)).rejects.toThrow('Migration 900-note.sql was altered');
});

it('applies a file whole or not at all', async () => {
  writeFileSync(join(folder, '900-note.sql'), 'CREATE TABLE note (text text); INSERT INTO note VALUES (1);');
  writeFileSync(join(folder, '901-broken.sql'), 'CREATE TABLE half (x int); SELECT 1/0;');
  await expect(bring(folder)).rejects.toThrow('division by zero');
  expect((await database.ownerPool.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
});
