import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { accessProjection } from '#access/looks/access.projection.js';
import { creditProjection } from '#credit/ledger/credit.projection.js';
import { bringUpToDate } from '#platform/database-roles/bring-up-to-date.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { openPool } from '#platform/open-pool.js';
import { Projector } from '#platform/projecting/projector.js';
import { killProcesses } from './kill-processes.js';
import { killRebuilds } from './kill-rebuilds.js';

type Tell = (number: number, of: number) => void;
interface Place {
  readonly url: string;
  readonly folder: string;
  readonly pool: pg.Pool;
  readonly store: PostgresEventStore;
}

/** The credit ledger of 800 customers and the small read model of looks, rebuilt on the command line and killed (-9). */
export function longRebuilds(seed: string, kills: number, tell: Tell) {
  return onServer('2024-07-09T02:00:00Z', async ({ url, folder, pool, store }) => {
    const files = join(folder, 'exchange');
    const environment = { ...process.env, DATABASE_URL: url, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') };
    for (const words of [['simulate', files, '--customers', '800', '--months', '24', '--seed', '7'], ['import', files]]) {
      execFileSync(process.execPath, [join(CHECKOUT, 'apps/cli/bin/gridledger.mjs'), ...words], { stdio: 'ignore', env: environment });
    }
    const projector = new Projector(pool, store, [creditProjection('Asia/Shanghai'), accessProjection]);
    const half = Math.ceil(kills / 2);
    let number = 0;
    const { midway, beside, reads, digests, violations } = await killRebuilds({ url, pool, projector, names: ['credit', 'access'], kills: half, withinMs: 700, seed, onKill: () => tell(++number, 2 * half) });
    return { rows: [['killed midway', midway], ['killed before or after it', beside], ['digests as before', digests.length], ['reads of the live rows meanwhile', reads]] as const, violations };
  });
}

/** Ten overdue answers for each kill, recorded by two processes of the whole product. */
export function longProcesses(seed: string, kills: number, tell: Tell) {
  return onServer('2024-07-09T02:00:00Z', async ({ url, pool, store }) => {
    const done = await killProcesses({ url, pool, store, commands: 10 * kills, kills, seed, onKill: (number) => tell(number, kills) });
    return { rows: [['kill -9 of a process', done.kills], ['commands, each done once', done.commands]] as const, violations: done.violations };
  });
}

async function onServer<Result>(now: string, work: (place: Place) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
  chmodSync(folder, 0o755);
  const server = await openEmbedded(folder);
  await server.ensureDatabase('crash');
  const url = server.applicationUrl('crash');
  await bringUpToDate({ owner: server.url('crash'), application: url, ours: true });
  const pool = openPool(url, { name: 'crash kills' });
  const store = new PostgresEventStore(pool, new AnyEventType(), { nowMicros: () => Date.parse(now) * 1000 });
  try {
    return await work({ url, folder, pool, store });
  } finally {
    await store.close();
    await pool.end();
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  }
}
