import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '#platform/kernel/random.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { WrongExpectedRevision } from '#platform/event-store/event-store.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { keepProjecting } from '#platform/projecting/projector-loop.js';
import { Projector } from '#platform/projecting/projector.js';
import { OURS } from './history.js';
import { countProjection } from './count-projection.js';

// One process of a crash run: a writer, a sequencer, a projector, a follower or a rebuilder, until it is killed or told to end.
// What it was about to do and what came of it goes into its journal at once: that outlives any kill.

const { role, url, journal, seed, connections } = JSON.parse(process.env.GRIDLEDGER_CRASH!) as { role: string; url: string; journal: string; seed: string; connections: number };
const note = (entry: unknown): void => appendFileSync(journal, `${typeof entry === 'string' ? entry : JSON.stringify(entry)}\n`);
const random = seededRandom(seed);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

// A clock that jumps by up to an hour either way, often.
let offset = 0;
const clock = { nowMicros: () => (random.below(10) === 0 && (offset = random.between(-3600, 3600) * 1_000_000), Date.now() * 1000 + offset) };
const pool = openPool(url, { connections, name: `crash ${role}` });
const store = new PostgresEventStore(pool, new AnyEventType(), clock);
const context = { actor: 'crash', origin: 'live' as const, correlationId: 'c', causationId: null };

/** Three appends at a time from this process, so that they share transactions; each lane is a writer of its own. */
async function write(lane: number): Promise<void> {
  const lines = `${journal}.${lane}`;
  const tell = (entry: unknown): void => appendFileSync(lines, `${JSON.stringify(entry)}\n`);
  while (!stop.signal.aborted) {
    const stream = `${OURS}${random.below(12)}`;
    const many = random.below(20) === 0 ? random.between(200, 400) : random.between(1, 4);
    try {
      const [last] = await store.readStream(stream, { backwards: true, limit: 1 });
      const first = last ? last.envelope.revision + 1 : 0;
      const ids = Array.from({ length: many }, () => randomUUID());
      tell(['intends', stream, first, ids]);
      const request = { stream, expectedRevision: first === 0 ? ('no_stream' as const) : first - 1, context, ids, events: ids.map((id) => ({ type: 'Happened', version: 1, occurredOn: '2024-01-31', customers: [], payload: { id } })) };
      for (let attempt = 1; ; attempt++) {
        try {
          await store.append(request);
          tell(['acknowledged']);
          break;
        } catch (error) {
          if (error instanceof WrongExpectedRevision) {
            // After an unknown outcome this may be said of one's own events only if they are not there.
            tell(['refused']);
            break;
          }
          // Unknown: repeated with the same ids.
          if (attempt === 4 || stop.signal.aborted) break;
          await pause(100 * attempt);
        }
      }
    } catch {
      await pause(100);
    }
  }
}

async function sequence(): Promise<void> {
  while (!stop.signal.aborted) {
    await store.settle().catch(() => {});
    await pause(random.between(0, 5));
  }
}

async function project(): Promise<void> {
  await keepProjecting({ projector: new Projector(pool, store, [countProjection]), store, pool, onError: () => {} }, stop.signal);
}

async function follow(): Promise<void> {
  let at = 0;
  note('from 0');
  for await (const page of store.subscribe({ after: at, signal: stop.signal })) {
    for (const { position } of page) if (position !== ++at) note(`${position}-${position}`), (at = position);
    note(`${page[0].position}-${page[page.length - 1].position}`);
  }
}

/** Builds the read model anew while projectors move it, again and again. */
async function rebuild(): Promise<void> {
  const projector = new Projector(pool, store, [countProjection]);
  while (!stop.signal.aborted) {
    try {
      const report = await projector.rebuild(countProjection.name, { by: 'crash', signal: stop.signal });
      if (report) note(report.switched ? `switched ${report.fresh.digest}` : `differs ${JSON.stringify(report.differences)}`);
    } catch {
      // Cut off, or another's: from where it stopped.
    }
    await pause(random.between(50, 400));
  }
}

const roles: Record<string, () => Promise<unknown>> = { writer: () => Promise.all([write(0), write(1), write(2)]), sequencer: sequence, projector: project, follower: follow, rebuilder: rebuild };
await roles[role]();
await store.close();
await pool.end();
