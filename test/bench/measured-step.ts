import { createReadStream, createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { GridledgerModule } from '#apps/api/src/gridledger.module.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { writeScores } from '#credit/scores/write-scores.js';
import { readConfig } from '#platform/config/config.js';
import { importAndProject } from '#platform/recording/import/import-and-project.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { Recorder } from '#platform/recording/recorder.js';

// One measured step in a process of its own, so that its peak memory is its own. The time is taken inside, without the
// start of process and server; the result goes to the parent as a message.

const EVENT_COLUMNS = 'stream, revision, event_id, type, envelope, payload';
const [, , step, argument] = process.argv;
// Not an argument: those can be read by every user of the machine.
const url = process.env.GRIDLEDGER_BENCH_URL!;

const STEPS: Record<string, () => Promise<{ ms: number; count: number }>> = {
  /** Import of a folder, the ledger projected. */
  import: () => withProduct(async (app) => {
    const pool = app.pool;
    const report = await importAndProject(
      argument,
      { pool, recorder: app.get(Recorder), bus: app.get(CommandBus) },
      { store: app.token(EVENT_STORE), projector: app.token(PROJECTOR) },
      { actor: 'bench' },
    );
    if (!report.imported) throw new Error('the folder was refused');
    return report.events;
  }),
  /** Scores of everybody on a past day, written as CSV to nowhere. */
  scores: () => withProduct(async (app) => {
    const reader = app.get(CreditReader);
    return writeScores(reader, await reader.question({ asOf: argument }), new Writable({ write: (_chunk, _encoding, done) => done() }));
  }),
  /** Writes the event rows to a file, for `copy-in`; not measured as a peer. */
  'save-rows': () => withClient(async (client) => {
    await pipeline(client.query(copyTo(`COPY (SELECT ${EVENT_COLUMNS} FROM event ORDER BY seq) TO STDOUT`)), createWriteStream(argument));
    return 0;
  }),
  /** Peer: as many event rows into the same table (same columns, constraints and indexes) by COPY. */
  'copy-in': () => withClient(
    async (client) => {
      await pipeline(createReadStream(argument), client.query(copyFrom(`COPY event_peer (${EVENT_COLUMNS}) FROM STDIN`)));
      return Number((await client.query('SELECT count(*) AS n FROM event_peer')).rows[0].n);
    },
    async (client) => void (await client.query('DROP TABLE IF EXISTS event_peer; CREATE TABLE event_peer (LIKE event INCLUDING ALL)')),
  ),
  /** Peer: the same events taken in by COPY … TO STDOUT, bytes only. */
  'copy-out': () => withClient(async (client) => {
    let bytes = 0;
    for await (const chunk of client.query(copyTo(`COPY (SELECT ${EVENT_COLUMNS} FROM event ORDER BY seq) TO STDOUT`)) as AsyncIterable<Buffer>) bytes += chunk.length;
    return bytes;
  }),
};

interface Opened {
  readonly pool: pg.Pool;
  get: <Type>(token: abstract new (...args: never[]) => Type) => Type;
  token: <Type>(token: symbol) => Type;
}

async function withProduct(work: (app: Opened) => Promise<number>): Promise<{ ms: number; count: number }> {
  const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') }), databaseUrl: url, migrationUrl: null };
  const app = await NestFactory.createApplicationContext(GridledgerModule.forRoot({ config }), { logger: false });
  const pool = new pg.Pool({ connectionString: url });
  try {
    return await timed(() => work({ pool, get: (token) => app.get(token as never), token: (token) => app.get(token) }));
  } finally {
    await pool.end();
    await app.close();
  }
}

async function withClient(work: (client: pg.Client) => Promise<number>, before?: (client: pg.Client) => Promise<void>): Promise<{ ms: number; count: number }> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await before?.(client);
    return await timed(() => work(client));
  } finally {
    await client.end();
  }
}

async function timed(work: () => Promise<number>): Promise<{ ms: number; count: number }> {
  const start = performance.now();
  const count = await work();
  return { ms: performance.now() - start, count };
}

const result = await STEPS[step]();
process.send?.({ ...result, maxRssMiB: process.resourceUsage().maxRSS / 1024 });
process.disconnect?.();
