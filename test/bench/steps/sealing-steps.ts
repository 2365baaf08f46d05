import { cpus } from 'node:os';
import { systemClock } from '#platform/config/clock.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { auditLog } from '#platform/integrity/auditing/audit-log.js';
import { AuditedPostgres } from '#platform/integrity/auditing/audited-postgres.js';
import { SigningKeyFile } from '#platform/integrity/checkpoints/signing-key-file.js';
import type { SigningKey } from '#platform/integrity/proof/signing-key.js';
import { sealInThread } from '#platform/integrity/sealing/seal-in-thread.js';
import { Sealer } from '#platform/integrity/sealing/sealer.js';
import { openPool } from '#platform/open-pool.js';
import { APPENDERS, payment } from './appenders.js';
import { timed, url, type Taken } from './product.js';

const EVENTS_PER_STREAM = 10;

/**
 * One event to each append, ten to a stream, from so many writers who each wait for their last (or, `perSecond` given,
 * at that steady rate, each to a stream of its own), with or without the sealer's thread in the same process. `each`:
 * milliseconds from an event's having a position to its being in the kept tree, looked at every 20 ms.
 */
export async function appendSealedStep({ sealed, seconds, writers, perSecond, run, keyFile }: { sealed: boolean; seconds: number; writers: number; perSecond?: number; run: number; keyFile: string }): Promise<Taken> {
  const appender = await APPENDERS.ours(writers);
  const pool = openPool(url, { name: 'bench probe', connections: 2 });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  const stop = new AbortController();
  const waiting: { position: number; at: number }[] = [];
  const each: number[] = [];
  const noted = (position: number): void => {
    const now = performance.now();
    while (waiting.length > 0 && waiting[0].position <= position) each.push(now - waiting.shift()!.at);
  };
  // What was written before is sealed and signed first: it is not what is measured.
  const { ended } = await sealUpToNow(await store.settle(), keyFile, noted, stop.signal);
  if (!sealed) {
    stop.abort();
    await ended;
  }
  const probe = setInterval(() => { const at = performance.now(); void store.head().then(({ position }) => sealed && waiting.push({ position, at })); }, 20);
  const cpuBefore = process.cpuUsage();
  const machineBefore = machineBusyMs();
  const start = performance.now();
  let count = 0;
  const over = (): boolean => performance.now() - start > seconds * 1000;
  const write = async (customer: string, at: number): Promise<void> => {
    await appender.append(`billing-${customer}`, at - 1, [payment(customer, at)]);
    count++;
  };
  if (perSecond === undefined) {
    await Promise.all(Array.from({ length: writers }, async (_, w) => {
      for (let i = 0; !over(); i++) await write(`${run}-${sealed}-${w}-${Math.floor(i / EVENTS_PER_STREAM)}`, i % EVENTS_PER_STREAM);
    }));
  } else {
    const under: Promise<void>[] = [];
    while (!over()) {
      for (const due = ((performance.now() - start) / 1000) * perSecond; under.length < due; ) under.push(write(`${run}-${sealed}-${under.length}`, 0));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(under);
  }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpu = { nodeMs: (user + system) / 1000, machineMs: machineBusyMs() - machineBefore };
  clearInterval(probe);
  await new Promise((resolve) => setTimeout(resolve, sealed ? 1500 : 0));
  stop.abort();
  await ended;
  await appender.close();
  await store.close();
  await pool.end();
  return { ms, count, each, ...cpu };
}

/** Starts the sealer's thread, and waits until all up to `head` is sealed and signed. Resolves to the promise of its end. */
async function sealUpToNow(head: number, signingKeyFile: string, onSealed: (position: number) => void, signal: AbortSignal): Promise<{ readonly ended: Promise<void> }> {
  const policy = { everyEvents: 10_000, everySeconds: 60, after: [] };
  const onError = (error: Error): void => void process.stderr.write(`${error.message}\n`);
  let ended: Promise<void> | undefined;
  await new Promise<void>((ready) => {
    ended = sealInThread({ url, keys: { signingKey: null, signingKeyFile, logName: 'bench.example/log' }, policy }, { onError, onSigned: ready, onSealed: (position) => {
        if (head === 0) ready();
        onSealed(position);
      } }, signal);
  });
  return { ended: ended! };
}

/** What there is is sealed and signed, a checkpoint every ten thousand events: what sealing costs whoever shares the machine. */
export async function sealLogStep({ keyFile }: { keyFile: string }): Promise<Taken> {
  const pool = openPool(url, { name: 'bench sealer' });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  const sealer = new Sealer(pool, store);
  const key = benchKey(keyFile);
  const head = await store.settle();
  const cpuBefore = process.cpuUsage();
  const machineBefore = machineBusyMs();
  const taken = await timed(async () => {
    for (let at = 0; at < head; ) {
      at = await sealer.seal(Math.min(head, at + 10_000));
      await sealer.checkpoint(key);
    }
    return head;
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const machineMs = machineBusyMs() - machineBefore;
  await store.close();
  await pool.end();
  return { ...taken, nodeMs: (user + system) / 1000, machineMs };
}

/** The audit of the whole log, sealed and signed before, without read models. */
export async function auditLogStep({ keyFile }: { keyFile: string }): Promise<Taken> {
  const pool = openPool(url, { name: 'bench audit' });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  const trusted = benchKey(keyFile).verifier;
  const taken = await timed(async () => {
    const { events, findings } = await auditLog({ pool, store, log: new AuditedPostgres(pool), trusted, witnessed: null });
    if (findings.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(findings));
    return events;
  });
  await store.close();
  await pool.end();
  return taken;
}

const benchKey = (signingKeyFile: string): SigningKey => new SigningKeyFile({ signingKey: null, signingKeyFile, logName: 'bench.example/log' }).key();

/** Milliseconds for which the machine's cores have been busy. */
function machineBusyMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}
