import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { GridledgerModule } from '#apps/api/src/gridledger.module.js';
import { readConfig } from '#platform/config/config.js';

/** What a step gives back; the peak memory is added by the process that ran it. */
export interface Taken {
  readonly ms: number;
  readonly count: number;
  readonly each?: readonly number[];
  readonly nodeMs?: number;
  readonly machineMs?: number;
}

// Not an argument: those can be read by every user of the machine.
export const url = process.env.GRIDLEDGER_BENCH_URL!;

export interface Opened {
  readonly pool: pg.Pool;
  get: <Type>(token: abstract new (...args: never[]) => Type) => Type;
  token: <Type>(token: symbol) => Type;
}

/** The whole product without an entrance; start and end are not measured. */
export async function withProduct<Result>(work: (app: Opened) => Promise<Result>): Promise<Result> {
  const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') }), databaseUrl: url, migrationUrl: null };
  const app = await NestFactory.createApplicationContext(GridledgerModule.forRoot({ config }), { logger: false });
  const pool = new pg.Pool({ connectionString: url });
  try {
    return await work({ pool, get: (token) => app.get(token as never), token: (token) => app.get(token) });
  } finally {
    await pool.end();
    await app.close();
  }
}

export async function withClient<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function timed(work: () => Promise<number>): Promise<Taken> {
  const start = performance.now();
  const count = await work();
  return { ms: performance.now() - start, count };
}
