import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { openEngine } from './engine.js';
import { lockOf, openHome } from './home.js';
import type { Home } from './home.js';
import { withLock } from './lock.js';
import { isAlive, processIdentity } from './process-identity.js';
import { APPLICATION, SUPERUSER, initialise, runningPort, runningServer, start, stop, waitWhileStopping } from './server.js';
import type { StartOptions } from './server.js';

/** A share in the one server of a home folder. It runs until the last share is released, by whichever process. */
export interface EmbeddedPostgres {
  /** Connection string of a database of the server, as the owner of everything. Of this moment: a server that was started again may listen elsewhere. */
  url(database: string): string;
  /** The same as the application's role, whose name and password open-database.ts sees to. */
  applicationUrl(database: string): string;
  /** Creates the database unless it exists. */
  ensureDatabase(database: string): Promise<void>;
  /** Removes the database and everything in it, cutting its connections. */
  dropDatabase(database: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Joins the PostgreSQL of a home folder, starting it if nobody has. Several processes share it; a process that is
 * killed is noticed by the guardian (guardian.ts), so that no server is left behind. Throws an Error with a sentence
 * for people when the folder cannot be used.
 */
export async function openEmbedded(homeFolder: string, options: StartOptions = {}): Promise<EmbeddedPostgres> {
  const folder = resolve(homeFolder);
  const { home, port, share } = await withLock(lockOf(folder), async () => {
    const home = openHome(folder);
    const share = register(home);
    try {
      const port = await serve(home, options);
      if (!existsSync(home.applicationPassword)) writeFileSync(home.applicationPassword, randomBytes(24).toString('base64url'), { mode: 0o600 });
      return { home, port, share };
    } catch (error) {
      rmSync(share, { force: true });
      throw error;
    }
  });
  let last = port;
  const current = (): number => (last = runningPort(home) ?? last);
  const as = (user: string, password: string) => (database: string) => `postgresql://${user}:${password}@127.0.0.1:${current()}/${encodeURIComponent(database)}`;
  const url = as(SUPERUSER, passwordIn(home.password));
  const administer = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
    const client = new pg.Client({ connectionString: url('postgres') });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  let released = false;
  return {
    url,
    applicationUrl: as(APPLICATION, passwordIn(home.applicationPassword)),
    ensureDatabase: (database) =>
      administer(async (client) => {
        if ((await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])).rowCount) return;
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`).catch((error: { code?: string }) => {
          if (error.code !== '42P04' && error.code !== '23505') throw error;
        });
      }),
    dropDatabase: (database) => administer((client) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`)),
    release: async () => {
      if (released) return;
      released = true;
      await withLock(home.lock, async () => {
        rmSync(share, { force: true });
        await stopIfUnused(home);
      });
    },
  };
}

function passwordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`The password of the database, ${file}, cannot be read by this user.`);
  }
}

/** Stops the server if no living process uses it; true if none does. To be called under the home's lock. */
export async function stopIfUnused(home: Home): Promise<boolean> {
  if (livingUsers(home) > 0) return false;
  await stop(home, openEngine(home.account, home.spare));
  return true;
}

/** Starts a server that went away by itself under living users; to be called under the home's lock. */
export async function startIfUsed(home: Home, options: StartOptions): Promise<void> {
  if (livingUsers(home) > 0 && runningPort(home) === null) await serve(home, options);
}

function register(home: Home): string {
  mkdirSync(home.users, { recursive: true, mode: 0o700 });
  const share = join(home.users, `${process.pid}-${randomUUID().slice(0, 8)}`);
  writeFileSync(share, processIdentity());
  return share;
}

function livingUsers(home: Home): number {
  let living = 0;
  for (const name of readdirSync(home.users)) {
    const file = join(home.users, name);
    if (isAlive(readFileSync(file, 'utf8'))) living++;
    else rmSync(file, { force: true });
  }
  return living;
}

async function serve(home: Home, options: StartOptions): Promise<number> {
  livingUsers(home);
  await waitWhileStopping(home);
  const running = runningPort(home);
  if (running !== null && (await answers(home, running))) return running;
  const engine = openEngine(home.account, home.spare);
  if (running !== null) await stop(home, engine);
  await initialise(home, engine);
  const port = await start(home, engine, options);
  guard(home, options);
  return port;
}

// A server that was killed may need minutes to replay its log; one that hangs is restarted.
async function answers(home: Home, port: number): Promise<boolean> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await pause(200)) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, password: readFileSync(home.password, 'utf8'), database: 'postgres', connectionTimeoutMillis: 5000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      // 57P03: starting up, or shutting down.
      if ((error as { code?: string }).code !== '57P03' || runningPort(home) === null) return false;
    }
  }
  return false;
}

function guard(home: Home, { durable = true }: StartOptions): void {
  spawn(process.execPath, ['--max-old-space-size=32', join(CHECKOUT, 'apps/cli/bin/run.mjs'), 'libs/platform/embedded/guardian.ts', home.folder, durable ? 'durable' : 'throw-away', String(runningServer(home)?.pid ?? 0)], {
    detached: true,
    stdio: 'ignore',
    cwd: home.folder,
    env: { ...process.env, NODE_OPTIONS: '' },
  }).unref();
}
