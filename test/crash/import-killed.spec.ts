import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { creditProjection } from '#credit/ledger/credit.projection.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { Projector } from '#platform/projecting/projector.js';
import { killRebuilds } from './kill-rebuilds.js';
import { openTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let folder: string;
let killed: TestDatabase;
let whole: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridledger-import-'));
  [killed, whole] = await Promise.all([openTestDatabase(), openTestDatabase()]);
});
afterAll(async () => {
  await killed.close();
  await whole.close();
  rmSync(folder, { recursive: true, force: true });
});

function gridledger(args: string[], databaseUrl: string) {
  const environment = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: databaseUrl, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') };
  const child = spawn(process.execPath, [join(CHECKOUT, 'apps/cli/bin/gridledger.mjs'), ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: environment });
  let error = '';
  child.stderr.on('data', (chunk: Buffer) => (error += String(chunk)));
  return { child, done: once(child, 'exit').then(([code]) => (code === 0 ? null : `exit code ${code}: ${error}`)) };
}

const ledger = async ({ pool }: TestDatabase): Promise<string> =>
  (await pool.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'read_model' AND tablename ~ '^ledger_v[0-9]+$'")).rows[0].name;
const left = async (database: TestDatabase, { pool } = database) => ({
  events: (await pool.query('SELECT type, count(*)::int AS count, count(DISTINCT stream)::int AS streams FROM event GROUP BY type ORDER BY type')).rows,
  numbered: (await pool.query('SELECT count(*)::int AS count, max(position)::int AS last FROM event_position')).rows,
  ledger: (await pool.query(`SELECT customer_no, total, grade FROM ${await ledger(database)} ORDER BY customer_no`)).rows,
});

// What the first specification leaves: an imported log with its read models.
it('an import is finished by running it again after a kill -9 in the midst of writing: the same records and scores as in one go', async () => {
  const files = join(folder, 'exchange');
  expect(await gridledger(['simulate', files, '--customers', '15', '--months', '12', '--seed', '7'], whole.url).done).toBeNull();
  const inOneGo = gridledger(['import', files], whole.url).done;
  const first = gridledger(['import', files], killed.url);
  for (let i = 0; i < 6000 && (await killed.pool.query('SELECT FROM event LIMIT 1')).rowCount === 0; i++) await pause(5);
  first.child.kill('SIGKILL');
  await first.done;
  expect(await gridledger(['import', files], killed.url).done).toBeNull();
  expect(await inOneGo).toBeNull();
  const expected = await left(whole);
  expect(expected.ledger.length).toBe(15);
  expect(await left(killed)).toEqual(expected);
}, 180_000);

it('a rebuild is finished by running it again after a kill -9: the same digest and rows, and no reader missed any', async () => {
  const { violations, midway, beside, reads } = await killRebuilds({ url: whole.url, pool: whole.pool, projector: new Projector(whole.pool, whole.store(), [creditProjection('Asia/Shanghai')]), names: ['credit'], kills: 1, withinMs: 60, seed: '1' });
  expect(violations).toEqual([]);
  expect({ midway, beside }).toEqual({ midway: 1, beside: 0 });
  expect(reads).toBeGreaterThan(0);
}, 120_000);
