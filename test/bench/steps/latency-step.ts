import { randomUUID } from 'node:crypto';
import { systemClock } from '#platform/config/clock.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { APPENDERS, payment } from './appenders.js';
import { url, type Taken } from './product.js';

const WARM_MS = 1000;

/**
 * Appends one event each at a steady rate; `each` holds the milliseconds between the acknowledgement of an append and
 * its arrival at a subscriber that has a store and connections of its own. Below zero (seen before the writer
 * heard of its commit) counts as it is.
 */
export async function latencyStep({ perSecond, seconds, run }: { perSecond: number; seconds: number; run: number }): Promise<Taken> {
  const appender = await APPENDERS.ours(1);
  const pool = openPool(url, { name: 'bench subscriber' });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  const aborter = new AbortController();
  const seen = new Map<string, number>();
  const acknowledged = new Map<string, number>();
  const subscribing = (async () => {
    for await (const page of store.subscribe({ after: (await store.head()).position, signal: aborter.signal })) {
      const now = performance.now();
      for (const { envelope } of page) seen.set(envelope.stream, now);
    }
  })();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const start = performance.now();
  const appends: Promise<void>[] = [];
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(((performance.now() - start) / 1000) * perSecond, perSecond * (seconds + WARM_MS / 1000));
      for (; sent < due; sent++) {
        const stream = `billing-${run}-${randomUUID()}`;
        const warm = performance.now() - start < WARM_MS;
        appends.push(appender.append(stream, -1, [payment(stream, 0)]).then(() => void (warm || acknowledged.set(stream, performance.now()))));
      }
      if (performance.now() - start > seconds * 1000 + WARM_MS) {
        clearInterval(timer);
        resolve();
      }
    }, 1);
  });
  await Promise.all(appends);
  for (let wait = 0; wait < 100 && [...acknowledged.keys()].some((stream) => !seen.has(stream)); wait++) await new Promise((resolve) => setTimeout(resolve, 50));
  aborter.abort();
  await subscribing;
  const each = [...acknowledged].map(([stream, at]) => (seen.get(stream) ?? Infinity) - at);
  await appender.close();
  await store.close();
  await pool.end();
  return { ms: seconds * 1000, count: each.length, each };
}
