import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CHECKOUT } from '../kernel/checkout.js';
import { openPool } from '../open-pool.js';
import { openEmbedded } from './embedded-postgres.js';
import { withLock } from './lock.js';

let folder: string;
let home: string;
const children: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
  chmodSync(folder, 0o755);
  home = join(folder, 'home');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await gone();
  rmSync(folder, { recursive: true, force: true });
});

const open = () => openEmbedded(home, { durable: false });

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** A process of its own with a share in the server. */
async function another(): Promise<{ child: ChildProcess; url: string; leave(): Promise<void> }> {
  const child = spawn(process.execPath, ['apps/cli/bin/run.mjs', 'test/support/hold-embedded.ts', home], { cwd: CHECKOUT, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: String(line).trim(), leave: async () => (child.stdin!.end(), void (await once(child, 'exit'))) };
}

function postmaster(): number | null {
  try {
    return Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** Kills the server and waits until its process is gone; the guardian looks a second or two later. */
async function kill(): Promise<void> {
  const pid = postmaster()!;
  process.kill(pid, 'SIGKILL');
  for (let alive = true; alive; await pause(5)) {
    try {
      process.kill(pid, 0);
      alive = !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
    } catch {
      alive = false;
    }
  }
}

async function gone(): Promise<void> {
  for (let i = 0; i < 600 && postmaster() !== null; i++) await pause(50);
}

describe('the embedded PostgreSQL', () => {
  it('listens on loopback only, with a password, and keeps its data safe from crashes and other eyes', async () => {
    const server = await openEmbedded(join(folder, 'durable'));
    try {
      const settings = await query<{ name: string; setting: string }>(server.url('postgres'), "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync', 'full_page_writes', 'unix_socket_directories', 'server_encoding', 'TimeZone', 'log_min_error_statement')");
      expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
        listen_addresses: '127.0.0.1', fsync: 'on', full_page_writes: 'on', unix_socket_directories: '', server_encoding: 'UTF8', TimeZone: 'UTC', log_min_error_statement: 'panic',
      });
      await expect(query(server.url('postgres').replace(/:[^:@]+@/, ':wrong@'), 'SELECT')).rejects.toThrow('password authentication failed');
      expect(statSync(join(folder, 'durable', 'postgres.password')).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'durable', 'postgres')).mode & 0o077).toBe(0);
    } finally {
      await server.release();
    }
  });

  it('keeps its data when everyone has left, and stops then', async () => {
    const first = await open();
    await first.ensureDatabase('kept');
    await first.ensureDatabase('kept');
    await query(first.url('kept'), 'CREATE TABLE note AS SELECT 42 AS answer');
    await first.release();
    expect(postmaster()).toBeNull();
    const second = await open();
    expect(await query(second.url('kept'), 'SELECT answer FROM note')).toEqual([{ answer: 42 }]);
    await second.dropDatabase('kept');
    await expect(query(second.url('kept'), 'SELECT')).rejects.toThrow('does not exist');
    await second.release();
  });

  it('is one server for several processes, until the last one leaves', async () => {
    const [one, two] = await Promise.all([another(), another()]);
    const own = await open();
    expect([one.url, two.url]).toEqual([own.url('postgres'), own.url('postgres')]);
    await one.leave();
    await own.release();
    await own.release();
    expect(await query(two.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await two.leave();
    expect(postmaster()).toBeNull();
  });

  it('outlives a starter that is killed while others use it, and is stopped when all were killed', async () => {
    const starter = await another();
    const own = await open();
    starter.child.kill('SIGKILL');
    await once(starter.child, 'exit');
    await pause(2500);
    expect(await query(own.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const other = await another();
    await own.release();
    expect(postmaster()).not.toBeNull();
    other.child.kill('SIGKILL');
    await gone();
    expect(postmaster()).toBeNull();
    expect(readdirSync(join(home, 'users'))).toEqual([]);
  });

  it('comes back with what was committed after the server itself was killed', async () => {
    const before = await open();
    await query(before.url('postgres'), 'CREATE TABLE survivor AS SELECT 7 AS number');
    process.kill(postmaster()!, 'SIGKILL');
    const after = await open();
    expect(await query(after.url('postgres'), 'SELECT number FROM survivor')).toEqual([{ number: 7 }]);
    await before.release();
    await after.release();
    expect(postmaster()).toBeNull();
  });

  it('is started again by its guardian after it was killed under living users, where it was; a pool follows it to another port where that one is taken', async () => {
    const server = await open();
    const pool = openPool(() => server.url('postgres'), { connections: 2 });
    const port = async () => (await pool.query<{ port: string }>("SELECT current_setting('port') AS port")).rows[0].port;
    const answered = async () => {
      for (let i = 0; ; i++) {
        try {
          return await port();
        } catch (error) {
          if (i === 300) throw error;
          await pause(50);
        }
      }
    };
    const before = await port();
    process.kill(postmaster()!, 'SIGKILL');
    expect(await answered()).toBe(before);

    await kill();
    const other = createServer((socket) => socket.destroy()).listen(Number(before), '127.0.0.1');
    await once(other, 'listening');
    expect(await answered()).not.toBe(before);
    other.close();
    await pool.end();
    await server.release();
    expect(postmaster()).toBeNull();
  }, 60_000);

  it('says what is wrong with a folder it cannot use', async () => {
    const version = join(home, 'postgres', 'PG_VERSION');
    const major = readFileSync(version, 'utf8');
    writeFileSync(version, '9\n');
    await expect(open()).rejects.toThrow(/belongs to PostgreSQL 9, this release brings \d+: run 'gridledger backup'/);
    writeFileSync(version, major);
    const layout = readFileSync(join(home, 'version.json'), 'utf8');
    writeFileSync(join(home, 'version.json'), '{"layout":99}');
    await expect(open()).rejects.toThrow('was written by a newer release of gridledger (layout 99');
    writeFileSync(join(home, 'version.json'), layout);
    writeFileSync(join(folder, 'file'), '');
    await expect(openEmbedded(join(folder, 'file', 'below'))).rejects.toThrow('cannot be written (ENOTDIR)');
    expect(readdirSync(join(home, 'users'))).toEqual([]);
  });
});

describe('the lock', () => {
  it('lets one in at a time and is broken when its owner is dead', async () => {
    const file = join(folder, 'lock');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, '999999999 12345');
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(file, async () => {
          most = Math.max(most, ++inside);
          await pause(5);
          inside--;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
  });
});
