import pg from 'pg';
import { startService } from '#apps/api/src/service/start-service.js';
import { readConfig } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { EVENT_STORE } from '#platform/tokens.js';

// The real service as a process that kills itself (-9) at one point of payment → invitation → answer → coupon. Nothing in
// the product knows of it: what is watched is what goes to the database and to the log. The parent is the customer.

/** Where it dies: before or after an append of a type, a statement that holds a text, or the commit of a transaction that does. */
export interface KillPoint {
  readonly when: 'before' | 'after';
  readonly append?: string;
  readonly statement?: string;
  readonly commitOf?: string;
}

const { url, kill } = JSON.parse(process.env.GRIDLEDGER_CRASH!) as { url: string; kill: KillPoint | null };
const die = (): void => void process.kill(process.pid, 'SIGKILL');

type Query = (...args: unknown[]) => unknown;
const query = pg.Client.prototype.query as unknown as Query;
const holding = new WeakSet<object>();
(pg.Client.prototype as unknown as { query: Query }).query = function (this: object, ...args: unknown[]): unknown {
  const first = args[0] as string | { text?: string };
  const text = typeof first === 'string' ? first : (first.text ?? '');
  if (kill?.commitOf && text.includes(kill.commitOf)) holding.add(this);
  const here = (kill?.statement !== undefined && text.includes(kill.statement)) || (text === 'COMMIT' && holding.has(this));
  if (!here) return query.apply(this, args);
  if (kill!.when === 'before') die();
  const last = args.at(-1);
  if (typeof last === 'function') return query.apply(this, [...args.slice(0, -1), (...result: unknown[]) => (die(), (last as Query)(...result))]);
  return (query.apply(this, args) as Promise<unknown>).then((result) => (die(), result));
};

const config = { ...readConfig({ GRIDLEDGER_HOME: process.env.GRIDLEDGER_HOME, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: url, migrationUrl: null };
const running = await startService({ config, port: 0, log: false });
const store = running.app.get<EventStore>(EVENT_STORE);
const append = store.append.bind(store);
store.append = async (request) => {
  const here = kill?.append !== undefined && request.events.some(({ type }) => type === kill.append);
  if (here && kill.when === 'before') die();
  const result = await append(request);
  if (here && kill.when === 'after') die();
  return result;
};
process.stdout.write(`serves ${running.url}\n`);
process.once('SIGTERM', () => void running.close().then(() => process.exit(0)));
