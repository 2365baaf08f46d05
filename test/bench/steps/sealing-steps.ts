import { systemClock } from '#platform/config/clock.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { auditLog } from '#platform/integrity/auditing/audit-log.js';
import { AuditedPostgres } from '#platform/integrity/auditing/audited-postgres.js';
import { newSigningKey } from '#platform/integrity/proof/signing-key.js';
import { keepSealing } from '#platform/integrity/sealing/keep-sealing.js';
import { Sealer } from '#platform/integrity/sealing/sealer.js';
import { openPool } from '#platform/open-pool.js';
import { APPENDERS, payment } from './appenders.js';
import { timed, url, type Taken } from './product.js';

const key = newSigningKey('bench.example/log');

/**
 * One event to each append, from so many writers who each wait for their last (or, `perSecond` given, at that steady rate),
 * with or without the sealer beside them in the same process. `each`: milliseconds from an
 * event's having a position to its being in the kept tree, looked at every 20 ms.
 */
export async function appendSealedStep({ sealed, seconds, writers, perSecond, run }: { sealed: boolean; seconds: number; writers: number; perSecond?: number; run: number }): Promise<Taken> {
  const appender = await APPENDERS.ours(writers);
  const pool = openPool(url, { name: 'bench sealer', connections: 5 });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  const stop = new AbortController();
  const waiting: { position: number; at: number }[] = [];
  const each: number[] = [];
  const sealer = new Sealer(pool, store);
  const noted = (position: number): number => {
    const now = performance.now();
    while (waiting.length > 0 && waiting[0].position <= position) each.push(now - waiting.shift()!.at);
    return position;
  };
  const watched = { seal: async () => noted(await sealer.seal()), sealPage: async (page: Parameters<Sealer['sealPage']>[0]) => noted(await sealer.sealPage(page)) };
  const policy = { everyEvents: 10_000, everySeconds: 60, after: [] };
  // What was written before is sealed first: it is not what is measured.
  await sealer.seal();
  await sealer.checkpoint(key);
  const sealing = sealed ? keepSealing({ store, sealer: watched, sign: () => sealer.checkpoint(key), policy, now: () => performance.now(), onError: (error) => process.stderr.write(`${error.message}\n`) }, stop.signal) : null;
  const probe = setInterval(() => { const at = performance.now(); void store.head().then(({ position }) => sealed && waiting.push({ position, at })); }, 20);
  const start = performance.now();
  let count = 0;
  const over = (): boolean => performance.now() - start > seconds * 1000;
  const write = async (stream: string): Promise<void> => {
    await appender.append(stream, -1, [payment(stream, 0)]);
    count++;
  };
  if (perSecond === undefined) {
    await Promise.all(Array.from({ length: writers }, async (_, w) => {
      for (let i = 0; !over(); i++) await write(`billing-${run}-${sealed}-${w}-${i}`);
    }));
  } else {
    const under: Promise<void>[] = [];
    while (!over()) {
      for (const due = ((performance.now() - start) / 1000) * perSecond; under.length < due; ) under.push(write(`billing-${run}-${sealed}-${under.length}`));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(under);
  }
  const ms = performance.now() - start;
  clearInterval(probe);
  await new Promise((resolve) => setTimeout(resolve, sealed ? 1500 : 0));
  stop.abort();
  await sealing;
  await appender.close();
  await store.close();
  await pool.end();
  return { ms, count, each };
}

/** The audit of the whole log, sealed and signed before, without read models. */
export async function auditLogStep(): Promise<Taken> {
  const pool = openPool(url, { name: 'bench audit' });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  const sealer = new Sealer(pool, store);
  await sealer.seal();
  await sealer.checkpoint(key);
  const taken = await timed(async () => (await auditLog({ pool, store, log: new AuditedPostgres(pool), trusted: key.verifier, witnessed: null })).events);
  await store.close();
  await pool.end();
  return taken;
}
