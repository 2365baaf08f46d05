import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { seededRandom } from '#platform/kernel/random.js';
import { whileHeld } from '#platform/projecting/hold.js';
import type { Projector } from '#platform/projecting/projector.js';
import { tablesOf } from '#platform/projecting/read-model-schema.js';

export interface KilledRebuilds {
  /** Killed (-9) after the rebuild had begun to build, and before it had switched. */
  readonly midway: number;
  /** Killed before it had begun, or after it had switched. */
  readonly beside: number;
  readonly digests: readonly string[];
  /** Reads of the live rows meanwhile. */
  readonly reads: number;
  readonly violations: readonly string[];
}

interface Wanted {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Of this process: tells the digests before. */
  readonly projector: Projector;
  readonly names: readonly string[];
  /** Of each read model. */
  readonly kills: number;
  /** A kill falls so long after the rebuild has begun, at most. */
  readonly withinMs: number;
  readonly seed: string;
  readonly onKill?: (name: string, number: number) => void;
}

/**
 * `gridledger projections rebuild NAME`, killed (-9) again and again at random moments and run to its end at last, each
 * read model beside the others, while the live rows are read all the time: the same digest and rows as before, nothing
 * left over.
 */
export async function killRebuilds({ names, ...wanted }: Wanted): Promise<KilledRebuilds> {
  const all = await Promise.all(names.map((name) => killThose(name, wanted)));
  const left = await wanted.pool.query<{ tablename: string }>("SELECT tablename FROM pg_tables WHERE schemaname = 'read_model_building'");
  const sum = (of: (one: KilledRebuilds) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    midway: sum(({ midway }) => midway),
    beside: sum(({ beside }) => beside),
    reads: sum(({ reads }) => reads),
    digests: all.flatMap(({ digests }) => digests),
    violations: [...all.flatMap(({ violations }) => violations), ...left.rows.map(({ tablename }) => `${tablename} was left in the schema of rebuilds`)],
  };
}

async function killThose(name: string, { url, pool, projector, kills, withinMs, seed, onKill }: Omit<Wanted, 'names'>): Promise<KilledRebuilds> {
  const random = seededRandom('rebuilds', `${seed} ${name}`);
  const count = { midway: 0, beside: 0 };
  const { digest: before } = await projector.digest(name);
  const over = new AbortController();
  const reading = readMeanwhile(pool, tablesOf(projector.named(name)), over.signal);
  for (let kill = 1; kill <= kills; kill++) {
    onKill?.(name, kill);
    await nobodyRebuilds(pool, name);
    const held = kill % 2 === 1;
    const killOne = async (): Promise<void> => {
      const rebuild = cli(url, ['rebuild', name]);
      let ended = false;
      const gone = rebuild.done.then(() => (ended = true));
      while (!ended && !(await underWay(pool, name))) await pause(3);
      while (held && !ended && !(await isBuilding(pool, name))) await pause(3);
      await pause(random.below(withinMs));
      rebuild.child.kill('SIGKILL');
      await gone;
    };
    // Every other time the read model is held, so that the rebuild waits with its rows built until it is killed.
    await (held ? whileHeld(pool, name, killOne) : killOne());
    count[(await isBuilding(pool, name)) ? 'midway' : 'beside']++;
  }
  await nobodyRebuilds(pool, name);
  const last = await cli(url, ['rebuild', name, '--json']).done;
  over.abort();
  const { times, complaints } = await reading;
  return { ...count, digests: [`${name} ${before}`], reads: times, violations: [...complaints, ...judge(name, before, last)] };
}

const cli = (url: string, words: readonly string[]) => {
  const environment = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') };
  const child = spawn(process.execPath, [join(CHECKOUT, 'apps/cli/bin/gridledger.mjs'), 'projections', ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (text.err += String(chunk)));
  return { child, done: once(child, 'close').then(([code]) => ({ code: code as number | null, ...text })) };
};

/** Whether a rebuild holds its lock: from then on it builds, compares and switches. */
async function underWay(pool: pg.Pool, name: string): Promise<boolean> {
  return (await pool.query("SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE datname = current_database() AND locktype = 'advisory' AND classid = 7142304 AND objid = (hashtext($1)::bigint & 4294967295)::oid AND granted", [name])).rowCount! > 0;
}

async function isBuilding(pool: pg.Pool, name: string): Promise<boolean> {
  return (await pool.query(`SELECT FROM projection_rebuild WHERE name = $1 AND state = 'building'`, [name])).rowCount! > 0;
}

/** A backend that was busy when its process was killed notices that only afterwards. */
async function nobodyRebuilds(pool: pg.Pool, name: string): Promise<void> {
  while (await underWay(pool, name)) await pause(3);
}

function judge(name: string, before: string, { code, out, err }: { code: number | null; out: string; err: string }): string[] {
  if (code !== 0) return [`the last rebuild of ${name} ended with ${code}: ${err}${out}`];
  const { switched, live, fresh, differences } = JSON.parse(out) as { switched: boolean; live: { digest: string }; fresh: { digest: string }; differences: unknown };
  return [
    ...(switched && differences === null ? [] : [`the last rebuild of ${name} found differences: ${out}`]),
    ...[live.digest, fresh.digest].filter((digest) => digest !== before).map((digest) => `the digest of ${name} is ${digest} and was ${before}`),
  ];
}

/** Reads the live rows again and again: never fewer, never an error. */
async function readMeanwhile(pool: pg.Pool, tables: readonly string[], signal: AbortSignal): Promise<{ times: number; complaints: string[] }> {
  const rows = async (): Promise<string> => JSON.stringify((await pool.query(`SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`)).rows);
  const first = await rows();
  const complaints: string[] = [];
  let times = 0;
  for (; !signal.aborted && complaints.length === 0; times++) {
    const now = await rows().catch((error: Error) => error.message);
    if (now !== first) complaints.push(`a reader saw ${now} instead of ${first}`);
    await pause(5);
  }
  return { times, complaints };
}
