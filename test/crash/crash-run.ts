import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { bringUpToDate } from '#platform/database-roles/bring-up-to-date.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import type { EmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { seededRandom } from '#platform/kernel/random.js';
import type { Random } from '#platform/kernel/random.js';
import { openCuttingProxy } from '../contract/cutting-proxy.js';
import type { CuttingProxy } from '../contract/cutting-proxy.js';
import { judgeRun } from './judge-run.js';
import { checkFollower, readJournal } from './history.js';
import type { Verdict } from './history.js';
import { Processes } from './processes.js';

export const FAULTS = ['kill writer', 'kill sequencer', 'kill projector', 'kill follower', 'kill office', 'cut connections', 'lose answers', 'terminate backends', 'foreign transaction', 'kill PostgreSQL'] as const;
export type Fault = (typeof FAULTS)[number];

/** How often each comes in a run that draws its faults. */
const WEIGHTS: readonly (readonly [Fault, number])[] = FAULTS.map((fault) => [fault, fault.startsWith('kill') && !/office|PostgreSQL/.test(fault) ? 5 : 2]);

export interface CrashResult extends Verdict {
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  readonly bills: number;
}

export interface CrashOptions {
  /** The same seed draws the same faults; what the processes were just doing then is up to the machine. */
  readonly seed: string;
  /** Given, or so many drawn. */
  readonly faults: readonly Fault[] | number;
  readonly office?: boolean;
  readonly pauseMs?: readonly [least: number, most: number];
  readonly onFault?: (number: number, fault: Fault) => void;
}

/** After any fault the log has to grow again within this time, on a machine that is busy with other work. */
const PATIENCE_SECONDS = 60;

interface Scene {
  readonly home: string;
  readonly servers: EmbeddedPostgres[];
  readonly proxy: CuttingProxy;
  readonly processes: Processes;
  readonly foreign: pg.Client[];
}

/** Lets processes write, number, project and follow on a PostgreSQL of their own while faults befall them, and judges what is left. */
export async function runCrash({ seed, faults, office = false, pauseMs = [200, 900], onFault }: CrashOptions): Promise<CrashResult> {
  const random = seededRandom('crash', seed);
  const home = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
  chmodSync(home, 0o755);
  const server = await openEmbedded(home);
  await server.ensureDatabase('crash');
  await bringUpToDate({ owner: server.url('crash'), application: server.applicationUrl('crash'), ours: true });
  const proxy = await openCuttingProxy('127.0.0.1', Number(new URL(server.url('crash')).port));
  const url = Object.assign(new URL(server.applicationUrl('crash')), { port: String(proxy.port) }).href;
  const processes = new Processes(home, url, seed);
  const scene: Scene = { home, servers: [server], proxy, processes, foreign: [] };
  try {
    for (const role of ['writer', 'writer', 'sequencer', 'projector', 'projector', 'follower'] as const) processes.start(role);
    if (office) processes.start('office');
    await untilWritten(scene, office);
    const counts: Partial<Record<Fault, number>> = {};
    const stood: string[] = [];
    const list = typeof faults === 'number' ? Array.from({ length: faults }, () => random.pickWeighted(WEIGHTS)) : faults;
    for (const [at, fault] of list.entries()) {
      onFault?.(at + 1, fault);
      await befall(scene, fault, random);
      counts[fault] = (counts[fault] ?? 0) + 1;
      await pause(random.between(...pauseMs));
      if (!(await grows(scene))) stood.push(`the log stood still for ${PATIENCE_SECONDS} seconds after fault ${at + 1} (${fault})`);
    }
    const stuck = await processes.end(30);
    for (const client of scene.foreign) await client.end().catch(() => {});
    const { journals, died } = processes;
    const lanes = journals.filter(({ role }) => role === 'writer').flatMap(({ file }) => readdirSync(home).filter((name) => name.startsWith(`${basename(file)}.`)).map((name) => join(dirname(file), name)));
    const attempts = lanes.flatMap((file) => readJournal(basename(file), readFileSync(file, 'utf8')));
    const told = (role: string): string[] => journals.filter((one) => one.role === role && existsSync(one.file)).map(({ file }) => readFileSync(file, 'utf8'));
    const bills = told('office').flatMap((text) => text.split('\n').filter(Boolean));
    const verdict = await judgeRun(scene.servers.at(-1)!.applicationUrl('crash'), attempts, bills, office);
    return { ...verdict, faults: counts, bills: bills.length, violations: [...stood, ...stuck, ...died, ...told('follower').flatMap(checkFollower), ...verdict.violations] };
  } finally {
    await processes.end(0);
    await proxy.close();
    for (const one of scene.servers) await one.release();
    rmSync(home, { recursive: true, force: true });
  }
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

async function befall(scene: Scene, fault: Fault, random: Random): Promise<void> {
  const { proxy, processes, foreign, servers } = scene;
  const choice = random.below(100);
  if (fault === 'kill PostgreSQL') return killPostgres(scene);
  if (fault.startsWith('kill ')) return processes.kill(fault.slice(5) as 'writer', choice);
  if (fault === 'cut connections') return proxy.cut();
  if (fault === 'lose answers') {
    proxy.loseAnswers(true);
    await pause(150);
    proxy.cut();
    return proxy.loseAnswers(false);
  }
  const client = await connected(servers.at(-1)!.url(fault === 'foreign transaction' && choice % 2 ? 'postgres' : 'crash'));
  if (fault === 'foreign transaction') {
    // Held until the next one comes, over everything that happens meanwhile.
    for (const old of foreign.splice(0)) await old.end().catch(() => {});
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await client.query('SELECT pg_current_xact_id()');
    foreign.push(client);
    return;
  }
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name LIKE 'crash%' AND pid % 3 <> $1", [choice % 3]);
  await client.end();
}

/** The postmaster is killed (-9) under load and started again; it recovers by its own log. */
async function killPostgres({ home, servers, proxy }: Scene): Promise<void> {
  const pid = Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  proxy.refuse(true);
  for (let attempt = 1; ; attempt++) {
    await pause(300);
    try {
      const again = await openEmbedded(home);
      servers.push(again);
      proxy.aim(Number(new URL(again.url('crash')).port));
      return proxy.refuse(false);
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
}
