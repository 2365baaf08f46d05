import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';
import { killProcesses } from './kill-processes.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

it('processes that are killed (-9) while they give their commands have each done once in effect', async () => {
  const { violations, at } = await killProcesses({ url: database.url, pool: database.pool, store: database.store({ clock: { nowMicros: () => Date.parse('2024-07-09T02:00:00Z') * 1000 } }), commands: 40, kills: 1, seed: '1' });
  expect(violations).toEqual([]);
  expect(at[0]).toBeGreaterThan(0);
}, 120_000);
