import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bringUpToDate } from '#platform/database-roles/bring-up-to-date.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import type { EmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { openEngine } from '#platform/embedded/engine.js';
import { openHome } from '#platform/embedded/home.js';
import { APPLICATION, initialise } from '#platform/embedded/server.js';
import { seededRandom } from '#platform/kernel/random.js';
import { openCuttingProxy } from '../contract/cutting-proxy.js';
import { befall, connected, endHold, FAULTS, WEIGHTS, type Fault, type Held, type Scene } from './faults.js';
import { judgeRun } from './judge-run.js';
import { checkFollower, checkRebuilder, readJournal } from './history.js';
import { commitOrphan } from './orphan.js';
import type { Verdict } from './history.js';
import { Processes } from './processes.js';

export interface CrashResult extends Verdict {
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  readonly bills: number;
  /** Rebuilds that switched to the new rows under all this. */
  readonly switches: number;
  readonly held: Held;
}

export interface CrashOptions {
  /** The same seed draws the same faults; what the processes were just doing then is up to the machine. */
  readonly seed: string;
  /** Befall before the others. */
  readonly first?: readonly Fault[];
  /** Given, or so many drawn. */
  readonly faults: readonly Fault[] | number;
  readonly office?: boolean;
  /** The faults to draw from; all of them if left out. */
  readonly among?: readonly Fault[];
  readonly pauseMs?: readonly [least: number, most: number];
  readonly onFault?: (number: number, fault: Fault) => void;
}

/** After any fault the log has to grow again within this time, on a machine that is busy with other work. */
const PATIENCE_SECONDS = 60;

/** Lets processes write, number, project and follow on a PostgreSQL of their own while faults befall them, and judges what is left. */
export async function runCrash({ seed, first = [], faults, office = false, among = FAULTS, pauseMs = [200, 900], onFault }: CrashOptions): Promise<CrashResult> {
  const random = seededRandom('crash', seed);
  const home = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
  chmodSync(home, 0o755);
  // Everybody is there before the server is, and finds nobody at first: starting the processes is what takes time.
  const proxy = await openCuttingProxy('127.0.0.1', 0);
  proxy.refuse(true);
  const password = join(home, 'postgres.application.password');
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const url = `postgresql://${APPLICATION}:${readFileSync(password, 'utf8')}@127.0.0.1:${proxy.port}/crash`;
  const processes = new Processes(home, url, seed);
  const scene: Scene = { home, servers: [], proxy, processes, hold: null, held: { seconds: 0, switches: 0 }, orphan: null, orphans: [] };
  try {
    for (const role of ['writer', 'writer', 'sequencer', 'projector', 'projector', 'follower', 'rebuilder'] as const) processes.start(role);
    const server = await openWithPreparing(home);
    scene.servers.push(server);
    await server.ensureDatabase('crash');
    await bringUpToDate({ owner: server.url('crash'), application: server.applicationUrl('crash'), ours: true });
    proxy.aim(Number(new URL(server.url('crash')).port));
    proxy.refuse(false);
    if (office) processes.start('office');
    await untilWritten(scene, office);
    const counts: Partial<Record<Fault, number>> = {};
    const stood: string[] = [];
    const list = [...first, ...(typeof faults === 'number' ? Array.from({ length: faults }, () => random.pickWeighted(WEIGHTS.filter(([fault]) => among.includes(fault)))) : faults)];
    for (const [at, fault] of list.entries()) {
      onFault?.(at + 1, fault);
      await befall(scene, fault, random);
      counts[fault] = (counts[fault] ?? 0) + 1;
      await pause(random.between(...pauseMs));
      if (!(await grows(scene))) stood.push(`the log stood still for ${PATIENCE_SECONDS} seconds after fault ${at + 1} (${fault})`);
    }
    await commitOrphan(scene);
    await endHold(scene);
    const stuck = await processes.end(30);
    const { journals, died } = processes;
    const lanes = journals.filter(({ role }) => role === 'writer').flatMap(({ file }) => readdirSync(home).filter((name) => name.startsWith(`${basename(file)}.`)).map((name) => join(dirname(file), name)));
    const attempts = [...lanes.flatMap((file) => readJournal(basename(file), readFileSync(file, 'utf8'))), ...scene.orphans];
    const told = (role: string): string[] => journals.filter((one) => one.role === role && existsSync(one.file)).map(({ file }) => readFileSync(file, 'utf8'));
    const bills = told('office').flatMap((text) => text.split('\n').filter(Boolean));
    const rebuilds = told('rebuilder').join('\n');
    const verdict = await judgeRun(scene.servers.at(-1)!.applicationUrl('crash'), attempts, bills, office);
    return { ...verdict, faults: counts, bills: bills.length, switches: rebuilds.match(/^switched /gm)?.length ?? 0, held: scene.held, violations: [...stood, ...stuck, ...died, ...told('follower').flatMap(checkFollower), ...checkRebuilder(rebuilds), ...verdict.violations] };
  } finally {
    await processes.end(0);
    await proxy.close();
    for (const one of scene.servers) await one.release();
    rmSync(home, { recursive: true, force: true });
  }
}

/** A server that takes PREPARE TRANSACTION, which is off unless it is told. */
async function openWithPreparing(folder: string): Promise<EmbeddedPostgres> {
  const home = openHome(folder);
  await initialise(home, openEngine(home.account, home.spare));
  appendFileSync(join(home.data, 'postgresql.conf'), 'max_prepared_transactions = 10\n');
  return openEmbedded(folder);
}

/** Faults begin when everybody is at work: a process needs seconds to start on a busy machine. */
async function untilWritten({ servers }: Scene, office: boolean): Promise<void> {
  const client = await connected(servers[0].url('crash'));
  const type = office ? 'BillIssued' : 'Happened';
  for (let i = 0; i < 1200; i++) {
    if ((await client.query('SELECT FROM event_position JOIN event USING (seq) WHERE type = $1 LIMIT 1', [type])).rowCount) break;
    await pause(50);
  }
  await client.end();
}

/** Whether anything is appended and numbered from now on. */
async function grows({ servers }: Scene): Promise<boolean> {
  const client = await connected(servers.at(-1)!.url('crash'));
  try {
    const head = async (): Promise<number> => Number((await client.query<{ head: string }>('SELECT coalesce(max(position), 0) AS head FROM event_position')).rows[0].head);
    const before = await head();
    for (let i = 0; i < PATIENCE_SECONDS * 20; i++) {
      if ((await head()) > before) return true;
      await pause(50);
    }
    return false;
  } finally {
    await client.end();
  }
}
