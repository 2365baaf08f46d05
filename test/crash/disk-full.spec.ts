import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

// The rows of the log on a disk of a few megabytes, which only root can make; elsewhere this says that it was not run.
const folder = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
const space = `small_${process.pid}`;
let mounted = false;
let database: TestDatabase;
let serverUrl: string;
beforeAll(async () => {
  database = await openTestDatabase();
  serverUrl = Object.assign(new URL(database.ownerUrl), { pathname: '/postgres' }).href;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m,mode=755', 'tmpfs', folder], { stdio: 'ignore' });
    mounted = true;
  } catch {
    process.stderr.write('disk-full.spec.ts was not run: a small disk can be mounted by root only\n');
    return;
  }
  const { rows } = await database.ownerPool.query<{ data: string }>("SELECT current_setting('data_directory') AS data");
  const { uid, gid } = statSync(rows[0].data);
  mkdirSync(join(folder, 'space'));
  chownSync(join(folder, 'space'), uid, gid);
  await database.ownerPool.query(`CREATE TABLESPACE ${space} LOCATION '${join(folder, 'space')}'`);
  await database.ownerPool.query(`ALTER TABLE event SET TABLESPACE ${space}`);
});
afterAll(async () => {
  await database.close();
  if (mounted) {
    const client = new pg.Client(serverUrl);
    await client.connect();
    await client.query(`DROP TABLESPACE ${space}`);
    await client.end();
    execFileSync('umount', [folder]);
  }
  rmSync(folder, { recursive: true, force: true });
});

it('reports a full disk as an error, loses nothing that was acknowledged, and goes on when there is room again', async () => {
  if (!mounted) return;
  const store = database.store();
  const context = { actor: 'a', origin: 'live' as const, correlationId: 'c', causationId: null };
  const append = (stream: string) => store.append({ stream, expectedRevision: 'no_stream', context, events: [{ type: 'Happened', version: 1, occurredOn: '2024-01-31', customers: [], payload: { text: randomBytes(20_000).toString('base64') } }] });
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(2_000_000));
  const acknowledged: string[] = [];
  let failure: { code?: string } | undefined;
  for (let n = 0; n < 200 && !failure; n++) await append(`s-${n}`).then(({ stream }) => acknowledged.push(stream), (error: { code?: string }) => (failure = error));
  expect(failure).toMatchObject({ code: '53100' });
  expect(acknowledged.length).toBeGreaterThan(0);
  await store.settle();
  rmSync(ballast);
  acknowledged.push((await append('after')).stream);
  await store.settle();
  const log: string[] = [];
  for await (const page of store.readAll({ after: 0 })) log.push(...page.map(({ envelope }) => envelope.stream));
  expect(log).toEqual(acknowledged);
});
