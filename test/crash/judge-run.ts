import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { GridledgerModule } from '#apps/api/src/gridledger.module.js';
import { readConfig } from '#platform/config/config.js';
import { systemClock } from '#platform/config/clock.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { countProjection, countsOf } from './count-projection.js';
import { checkHistory } from './history.js';
import type { Attempt, Verdict } from './history.js';

/** Judges what a run left behind: the log against the journals, each read model against a fold of the log. */
export async function judgeRun(url: string, attempts: readonly Attempt[], bills: readonly string[], office: boolean): Promise<Verdict> {
  const pool = openPool(url, { name: 'crash judge' });
  const store = new PostgresEventStore(pool, new AnyEventType(), systemClock);
  try {
    await store.settle();
    const log: NumberedEvent[] = [];
    for await (const page of store.readAll({ after: 0 })) log.push(...page);
    const verdict = checkHistory(log, attempts);
    const violations = [...verdict.violations];
    const left = (await pool.query('SELECT FROM event e WHERE NOT EXISTS (SELECT FROM event_position p WHERE p.seq = e.seq)')).rowCount ?? 0;
    if (left > 0) violations.push(`${left} events have no position`);
    violations.push(...billsMissing(log, bills), ...(await countsThatDiffer(pool, store, log)));
    if (office) violations.push(...(await readModelsThatDiffer(url)));
    return { ...verdict, violations };
  } finally {
    await store.close();
    await pool.end();
  }
}

function billsMissing(log: readonly NumberedEvent[], bills: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const { envelope, payload } of log) if (envelope.type === 'BillIssued') times.set(String(payload.bill_no), (times.get(String(payload.bill_no)) ?? 0) + 1);
  const twice = [...times].filter(([, count]) => count > 1).map(([bill]) => `bill ${bill} stands in the log more than once`);
  return [...twice, ...bills.filter((bill) => !times.has(bill)).map((bill) => `bill ${bill} was acknowledged and is lost`)];
}

async function countsThatDiffer(pool: pg.Pool, store: EventStore, log: readonly NumberedEvent[]): Promise<string[]> {
  await new Projector(pool, store, [countProjection]).catchUp();
  const expected = countsOf(log.filter(({ envelope }) => envelope.type === 'Happened'));
  const { rows } = await pool.query<{ stream: string; events: number; positions: string }>('SELECT stream, events, positions FROM crash_count_v1');
  const seen = new Map(rows.map((row) => [row.stream, `${row.events} events, positions ${row.positions}`]));
  return [...expected].map(([stream, [events, positions]]) => [stream, `${events} events, positions ${positions}`] as const)
    .filter(([stream, text]) => seen.get(stream) !== text)
    .map(([stream, text]) => `the projection says of ${stream}: ${seen.get(stream) ?? 'nothing'}; the log: ${text}`);
}

/** The product's own read models, as they came about under the faults, against the same built anew from the whole log. */
async function readModelsThatDiffer(url: string): Promise<string[]> {
  const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: url, migrationUrl: null };
  const app = await NestFactory.createApplicationContext(GridledgerModule.forRoot({ config }), { logger: false });
  try {
    const pool = app.get<pg.Pool>(DATABASE);
    const projector = app.get<Projector>(PROJECTOR);
    await app.get<EventStore>(EVENT_STORE).settle();
    await projector.catchUp();
    const lived = await contents(pool);
    for (const { name } of projector.projections) await projector.rebuild(name);
    const built = await contents(pool);
    return [...lived].filter(([table, rows]) => built.get(table) !== rows).map(([table]) => `the rows of ${table} differ from a fold of the log`);
  } finally {
    await app.close();
  }
}

async function contents(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'read_model' AND tablename NOT LIKE 'crash%' ORDER BY 1");
  const found = new Map<string, string>();
  for (const { name } of rows) found.set(name, JSON.stringify((await pool.query(`SELECT to_jsonb(t) AS row FROM read_model."${name}" t ORDER BY to_jsonb(t)::text COLLATE "C"`)).rows));
  return found;
}
