import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

const WRITERS = 8;
const ENOUGH = 24;
let database: TestDatabase;
let home: string;
let service: ChildProcess;
const logged: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  home = mkdtempSync(join(tmpdir(), 'gridledger-stop-'));
});
afterAll(async () => {
  service?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
  await database?.close();
});

async function start(): Promise<string> {
  const environment = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: database.url, GRIDLEDGER_HOME: home, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), GRIDLEDGER_STOP_GRACE_SECONDS: '2' };
  service = spawn(process.execPath, [join(CHECKOUT, 'apps/cli/bin/gridledger.mjs'), 'serve', '--port', '0'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface({ input: service.stderr! }).on('line', (line) => logged.push(line));
  for await (const line of createInterface({ input: service.stdout! })) {
    const url = /serves (http:\S+)/.exec(line)?.[1];
    if (url) {
      service.stdout!.resume();
      return url;
    }
  }
  throw new Error(`the service did not start: ${logged.join('\n')}`);
}

describe('a service that is asked to stop while it is written to', () => {
  it('says first that it is not ready, and leaves every acknowledged command in the log, whole and numbered, and nothing half-done', async () => {
    const url = await start();
    const authorization = `Bearer ${await new LocalIssuer(home).sign({ subject: 'tester', roles: ['operator', 'administrator'], validSeconds: 3600 }, 'gridledger', Math.floor(Date.now() / 1000))}`;
    const acknowledged: string[] = [];
    let given = 0;
    let over = false;
    const writers = Array.from({ length: WRITERS }, async () => {
      while (!over) {
        const customer_no = `C${++given}`;
        const body = JSON.stringify({ customer_no, name: 'n', customer_class: 'power', opened_on: '2023-06-01', closed_on: '2024-01-31' });
        const status = await fetch(`${url}/commands/RegisterCustomer`, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body }).then(
          async (answer) => (await answer.text(), answer.status),
          () => null,
        );
        if (status === 201) acknowledged.push(customer_no);
        else over = true;
      }
    });
    while (acknowledged.length < ENOUGH && !over) await wait(20);
    const exited = once(service, 'exit') as Promise<[number | null, string | null]>;
    service.kill('SIGTERM');
    const answers: string[] = [];
    while (!answers.includes('urn:gridledger:problem:stopping')) {
      const answer = await fetch(`${url}/health/ready`).then((one) => one.json() as Promise<{ type?: string }>, () => ({ type: 'nobody answers' }));
      answers.push(answer.type ?? 'ready');
      if (answer.type === 'nobody answers') break;
    }
    expect(answers.at(-1)).toBe('urn:gridledger:problem:stopping');
    await Promise.all(writers);
    expect(await exited).toEqual([0, null]);

    const { rows } = await database.pool.query<{ stream: string; types: string[]; numbered: string }>(
      "SELECT stream, array_agg(type ORDER BY revision) AS types, count(position) AS numbered FROM event LEFT JOIN event_position USING (seq) WHERE stream LIKE 'customer-%' GROUP BY stream",
    );
    const written = new Map(rows.map((row) => [row.stream.slice('customer-'.length), row]));
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(acknowledged.filter((no) => !written.has(no))).toEqual([]);
    for (const { types, numbered } of rows) expect([types, numbered]).toEqual([['CustomerOpened', 'CustomerClosed'], '2']);
    expect((await database.pool.query('SELECT 1 FROM event_unnumbered')).rowCount).toBe(0);
    for (const line of logged) expect(Object.keys(JSON.parse(line) as object)).toEqual(expect.arrayContaining(['at', 'level', 'text', 'correlationId']));
    expect(logged.join('\n')).not.toMatch(/C\d+"/);
  });
});
