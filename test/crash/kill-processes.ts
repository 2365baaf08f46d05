import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { ratingStream } from '#credit/ratings/rating-events.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { seededRandom } from '#platform/kernel/random.js';

export interface KilledProcesses {
  readonly kills: number;
  /** Objections whose answer fell overdue: a command each. */
  readonly commands: number;
  /** How many of the commands were done when each kill fell. */
  readonly at: readonly number[];
  readonly violations: readonly string[];
}

interface Wanted {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly commands: number;
  readonly kills: number;
  readonly seed: string;
  readonly onKill?: (number: number) => void;
}

const DUE_ON = '2024-07-05';
const NOW = '2024-07-09T04:00:00Z';
const context = { actor: 'crash', origin: 'live' as const, correlationId: 'c', causationId: null };

/**
 * Objections that nobody answers, and the day closed by which they are overdue: two processes of the whole product record
 * that at once, and one of them is killed (-9) again and again while the commands are given. Each is done once in effect.
 */
export async function killProcesses({ url, pool, store, commands, kills, seed, onKill }: Wanted): Promise<KilledProcesses> {
  const random = seededRandom('processes', seed);
  await objections(store, commands);
  const done = async (): Promise<number> => (await pool.query("SELECT FROM event WHERE type = 'AnswerFellOverdue'")).rowCount!;
  const at: number[] = [];
  const posts = [office(url), office(url)];
  for (let kill = 1; kill <= kills; kill++) {
    const before = at.at(-1) ?? 0;
    const goal = Math.min(commands - 1, before + 1 + random.below(Math.ceil((commands - before) / (kills - kill + 2))));
    while ((await done()) < goal && posts.some(({ ended }) => !ended())) await pause(2);
    const post = random.below(2);
    at.push(await done());
    posts[post].child.kill('SIGKILL');
    await posts[post].result;
    onKill?.(kill);
    posts[post] = office(url);
  }
  const ends = await Promise.all(posts.map(({ result }) => result));
  const last = await office(url).result;
  return { kills: at.length, commands, at, violations: [...[...ends, last].filter((text) => text !== ''), ...(await judge(pool, store, commands))] };
}

function office(url: string) {
  const settings = JSON.stringify({ url, now: NOW });
  const child = spawn(process.execPath, [join(CHECKOUT, 'apps/cli/bin/run.mjs'), 'test/crash/overdue-office.ts'], { cwd: CHECKOUT, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', GRIDLEDGER_CRASH: settings } });
  let error = '';
  let over = false;
  child.stderr.on('data', (chunk: Buffer) => (error += String(chunk)));
  const result = once(child, 'close').then(([code, signal]) => {
    over = true;
    return code === 0 || signal === 'SIGKILL' ? '' : `a process ended by itself with ${code}: ${error}`;
  });
  return { child, result, ended: () => over };
}

async function objections(store: EventStore, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, i) => {
      const [customer_no, rating_id] = [`C${i}`, `R-C${i}-2024-06-10-1`];
      const payload = { rating_id, customer_no, objected_on: '2024-06-14', statement: 'sealed', answer_days: 15, answer_due_on: DUE_ON };
      return store.append({ stream: ratingStream(rating_id), expectedRevision: 'no_stream', context, events: [{ type: 'RatingObjectedTo', version: 1, occurredOn: '2024-06-14', customers: [customer_no], payload }] });
    }),
  );
  await store.settle();
  await store.append({ stream: 'calendar', expectedRevision: 'no_stream', context, events: [{ type: 'DayClosed', version: 1, occurredOn: '2024-07-08', customers: [], payload: { from: DUE_ON, through: '2024-07-08' } }] });
  await store.settle();
}

async function judge(pool: pg.Pool, store: EventStore, count: number): Promise<string[]> {
  await store.settle();
  const { rows } = await pool.query<{ customer: string; times: number }>("SELECT envelope::json -> 'customers' ->> 0 AS customer, count(*)::int AS times FROM event JOIN event_position USING (seq) WHERE type = 'AnswerFellOverdue' GROUP BY 1");
  const left = await pool.query<{ state: string; failure: string | null }>('SELECT state, failure FROM process_task UNION ALL SELECT \'timer\', NULL FROM process_timer');
  return [
    ...(rows.length === count ? [] : [`${rows.length} of ${count} overdue answers are on record`]),
    ...rows.filter(({ times }) => times !== 1).map(({ customer, times }) => `the overdue answer of ${customer} is on record ${times} times`),
    ...left.rows.map(({ state, failure }) => `something to be done was left: ${state} ${failure ?? ''}`),
  ];
}
