// Writes to a real cluster for a while and follows it; meanwhile somebody kills its nodes. Then the history is checked:
//   EVENTSTORE_URL=esdb://… node apps/cli/bin/run.mjs test/contract/eventstoredb-under-load.ts SECONDS WRITERS
// Prints the figures as JSON; ends with 1 if anything acknowledged is lost, doubled or out of order.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import { EventStoreDbEventStore } from '#platform/event-store/eventstoredb/eventstoredb-event-store.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { migrate } from '#platform/event-store/migrate.js';
import { openPool } from '#platform/open-pool.js';

const [seconds = '20', writers = '4'] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'gridledger-load-'));
chmodSync(home, 0o755);
const server = await openEmbedded(home, { durable: false });
await server.ensureDatabase('load');
const client = new pg.Client(server.url('load'));
await client.connect();
await migrate(client);
await client.end();
const pool = openPool(server.url('load'));
const store = new EventStoreDbEventStore({ url: process.env.EVENTSTORE_URL!, pool, types: new AnyEventType() });

const start = await store.settle();
const end = Date.now() + Number(seconds) * 1000;
const acknowledged = new Map<string, string[]>();
let longestSilenceMs = 0;
let lastAcknowledged = Date.now();
let unknown = 0;

const stop = new AbortController();
const followed: number[] = [];
const follower = (async () => {
  for await (const page of store.subscribe({ after: start, signal: stop.signal })) followed.push(...page.map(({ position }) => position));
})();

await Promise.all(
  Array.from({ length: Number(writers) }, async () => {
    const stream = `load-${randomUUID()}`;
    const ids: string[] = [];
    acknowledged.set(stream, ids);
    while (Date.now() < end) {
      const id = randomUUID();
      const request = { stream, expectedRevision: ids.length === 0 ? ('no_stream' as const) : ids.length - 1, ids: [id] };
      try {
        await store.append({ ...request, events: [{ type: 'Loaded', version: 1, occurredOn: '2024-01-31', customers: [], payload: {} }], context: { actor: 'load', origin: 'live', correlationId: 'load', causationId: null } });
      } catch (error) {
        unknown++;
        console.error(String(error));
        return;
      }
      ids.push(id);
      longestSilenceMs = Math.max(longestSilenceMs, Date.now() - lastAcknowledged);
      lastAcknowledged = Date.now();
    }
  }),
);

const last = await store.settle();
const found = new Map<string, string[]>();
const positions: number[] = [];
for await (const page of store.readAll({ after: start })) {
  for (const { position, envelope } of page) {
    positions.push(position);
    found.set(envelope.stream, [...(found.get(envelope.stream) ?? []), envelope.id]);
  }
}
while (followed.length < positions.length && Date.now() < end + 30_000) await new Promise((resolve) => setTimeout(resolve, 100));
stop.abort();
await follower;
const streams = [...acknowledged];
const total = streams.reduce((sum, [, ids]) => sum + ids.length, 0);
const lost = streams.reduce((sum, [stream, ids]) => sum + ids.filter((id) => !found.get(stream)?.includes(id)).length, 0);
const doubled = streams.reduce((sum, [stream]) => sum + (found.get(stream) ?? []).length - new Set(found.get(stream)).size, 0);
const inOrder = streams.every(([stream, ids]) => ids.every((id, i) => found.get(stream)?.[i] === id));
const gapless = positions.every((position, i) => position === start + 1 + i) && positions.length === last - start;
const followedAll = followed.length === positions.length && followed.every((position, i) => position === positions[i]);
console.log(JSON.stringify({ seconds: Number(seconds), writers: Number(writers), acknowledged: total, unknown, lost, doubled, inOrder, gapless, followedAll, longestSilenceMs }));
await store.close();
await pool.end();
await server.release();
rmSync(home, { recursive: true, force: true });
process.exitCode = lost + doubled === 0 && inOrder && gapless && followedAll ? 0 : 1;
