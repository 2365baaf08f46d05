import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import type { EmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import type { Random } from '#platform/kernel/random.js';
import type { CuttingProxy } from '../contract/cutting-proxy.js';
import type { Attempt } from './history.js';
import { commitOrphan, prepareOrphan, type Orphan } from './orphan.js';
import type { Processes } from './processes.js';

export const FAULTS = ['kill writer', 'kill sequencer', 'kill projector', 'kill follower', 'kill rebuilder', 'kill office', 'cut connections', 'lose answers', 'terminate backends', 'foreign transaction', 'prepared transaction', 'kill PostgreSQL'] as const;
export type Fault = (typeof FAULTS)[number];

/** How often each comes in a run that draws its faults. */
export const WEIGHTS: readonly (readonly [Fault, number])[] = FAULTS.map((fault) => [fault, fault.startsWith('kill') && !/office|PostgreSQL/.test(fault) ? 5 : 2]);

/** How long one foreign transaction was held at the longest, and how many rebuilds switched while one was. */
export interface Held {
  seconds: number;
  switches: number;
}

/** What a run plays on. */
export interface Scene {
  readonly home: string;
  readonly servers: EmbeddedPostgres[];
  readonly proxy: CuttingProxy;
  readonly processes: Processes;
  hold: { readonly client: pg.Client; readonly since: number; readonly switches: number } | null;
  readonly held: Held;
  orphan: Orphan | null;
  /** What was prepared and committed later, as a writer's journal would tell it. */
  readonly orphans: Attempt[];
}

/** Lets one fault befall the processes or the server. */
export async function befall(scene: Scene, fault: Fault, random: Random): Promise<void> {
  const { proxy, processes, servers } = scene;
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
  if (fault === 'prepared transaction') {
    await commitOrphan(scene);
    return prepareOrphan(scene);
  }
  if (fault === 'foreign transaction') {
    await endHold(scene);
    return hold(scene, choice % 2 ? 'postgres' : 'crash');
  }
  const client = await connected(servers.at(-1)!.url('crash'));
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name LIKE 'crash%' AND pid % 3 <> $1", [choice % 3]);
  await client.end();
}

/** Held until the next one comes, over everything that happens meanwhile. */
async function hold(scene: Scene, database: string): Promise<void> {
  const client = await connected(scene.servers.at(-1)!.url(database));
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await client.query('SELECT pg_current_xact_id()');
  scene.hold = { client, since: performance.now(), switches: await switches(scene) };
}

/** Ends the foreign transaction that is held, if one is. */
export async function endHold(scene: Scene): Promise<void> {
  if (!scene.hold) return;
  const { client, since, switches: before } = scene.hold;
  scene.hold = null;
  scene.held.seconds = Math.max(scene.held.seconds, Math.round((performance.now() - since) / 1000));
  scene.held.switches += (await switches(scene)) - before;
  await client.end().catch(() => {});
}

async function switches({ servers }: Scene): Promise<number> {
  const client = await connected(servers.at(-1)!.url('crash'));
  const { rowCount } = await client.query('SELECT FROM projection_switch');
  await client.end();
  return rowCount!;
}

/** The postmaster is killed (-9) under load and started again; it recovers by its own log. */
async function killPostgres(scene: Scene): Promise<void> {
  const { home, servers, proxy } = scene;
  await endHold(scene);
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

export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
}
