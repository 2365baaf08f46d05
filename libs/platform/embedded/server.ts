import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engine.js';
import { freePort, isFree } from './free-port.js';
import type { Home } from './home.js';

export const SUPERUSER = 'gridledger';
/** The role that the application connects as; it owns nothing of the log (docs/decisions/two-roles.md). */
export const APPLICATION = 'gridledger_application';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const START_ATTEMPTS = 3;

export interface StartOptions {
  /** False for throw-away test data only: faster, but a crash of the machine may destroy the database. */
  readonly durable?: boolean;
}

/** The running server of a home: the number of its process, and its port. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/** Null if none runs on this home's data. */
export function runningServer(home: Home): RunningServer | null {
  const lines = postmasterFile(home);
  if (!lines || !lives(Number(lines[0]))) return null;
  const port = Number(lines[3]);
  return Number.isInteger(port) && port > 0 ? { pid: Number(lines[0]), port } : null;
}

/** The port of the running server, or null if none runs on this home's data. */
export const runningPort = (home: Home): number | null => runningServer(home)?.port ?? null;

/** Creates the data folder if there is none. A creation that was killed half-way is begun again. */
export async function initialise(home: Home, engine: Engine): Promise<void> {
  const versionFile = join(home.data, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const major = Number(readFileSync(versionFile, 'utf8').trim());
    if (major === engine.major) return;
    throw new Error(`The data in ${home.data} belongs to PostgreSQL ${major}, this release brings ${engine.major}: run 'gridledger backup' with the release that wrote it, move the folder away, and 'gridledger restore' with this one.`);
  }
  const fresh = `${home.data}.new`;
  const passwordFile = `${fresh}.password`;
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(home.password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, readFileSync(home.password), { mode: 0o600 });
  own(home, fresh, passwordFile);
  try {
    await run(home, engine.initdb, ['-D', fresh, '-U', SUPERUSER, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions']);
    appendFileSync(join(fresh, 'postgresql.conf'), "\ninclude_if_exists = 'gridledger.conf'\n");
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${home.data}: ${plainReason((error as Error).message)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // Over an empty folder at once where the system can do that, so that no moment is without one.
  try {
    renameSync(fresh, home.data);
  } catch {
    rmSync(home.data, { recursive: true, force: true });
    renameSync(fresh, home.data);
  }
}

/**
 * Starts the server on the loopback interface and waits until it answers: on the port that it had, where that is free, so
 * that those find it again who still look for it there. Returns the port.
 */
export async function start(home: Home, engine: Engine, { durable = true }: StartOptions): Promise<number> {
  if (existsSync(home.log) && statSync(home.log).size > LOG_LIMIT_BYTES) truncateSync(home.log);
  appendFileSync(home.log, '', { mode: 0o600 });
  // A refused statement stands in it word for word.
  chmodSync(home.log, 0o600);
  own(home, home.log);
  removeStalePidFile(home);
  const settings = join(home.data, 'gridledger.conf');
  const before = portIn(settings);
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 && before !== null && (await isFree(before)) ? before : await freePort();
    writeFileSync(settings, configuration(port, durable), { mode: 0o600 });
    own(home, settings);
    const from = statSync(home.log).size;
    try {
      // pg_ctl puts the server into a session of its own: it outlives this process and its terminal.
      await run(home, engine.pgCtl, ['start', '-D', home.data, '-l', home.log, '-w', '-t', '300', '-s']);
      return port;
    } catch {
      const reason = tail(home.log, from);
      if (attempt < START_ATTEMPTS && /could not bind|Address already in use|could not create any TCP/i.test(reason)) continue;
      throw new Error(`PostgreSQL could not be started on ${home.data}: ${plainReason(reason)} (more in ${home.log})`);
    }
  }
}

/** Stops the server, cutting its connections; what was committed is safe. */
export async function stop(home: Home, engine: Engine): Promise<void> {
  if (runningPort(home) === null) return;
  try {
    await run(home, engine.pgCtl, ['stop', '-D', home.data, '-m', 'fast', '-w', '-t', '120', '-s']);
  } catch (error) {
    if (runningPort(home) !== null) throw error;
  }
}

/** Waits (at most ten seconds) for a server that is on its way down. */
export async function waitWhileStopping(home: Home): Promise<void> {
  for (let i = 0; i < 100 && postmasterFile(home)?.[7]?.trim() === 'stopping' && runningPort(home) !== null; i++) await pause(100);
}

/** The port of the last start; null where there was none. */
function portIn(settings: string): number | null {
  const port = existsSync(settings) ? Number(/^port = (\d+)$/m.exec(readFileSync(settings, 'utf8'))?.[1]) : NaN;
  return port > 0 && port < 65536 ? port : null;
}

// Statements, parameters and the details of errors may hold personal data: none of them is logged.
function configuration(port: number, durable: boolean): string {
  return `# Written by gridledger at every start.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 100
shared_buffers = '128MB'
fsync = ${durable ? 'on' : 'off'}
synchronous_commit = on
wal_level = minimal
max_wal_senders = 0
max_wal_size = '2GB'
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
log_min_messages = warning
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
`;
}

function postmasterFile(home: Home): string[] | null {
  try {
    return readFileSync(join(home.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
}

// PostgreSQL removes a stale pid file itself unless its number was given to another process meanwhile.
function removeStalePidFile(home: Home): void {
  const lines = postmasterFile(home);
  if (lines && !lives(Number(lines[0]))) rmSync(join(home.data, 'postmaster.pid'), { force: true });
}

function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
  } catch {
    return process.platform !== 'linux';
  }
}

function own(home: Home, ...paths: string[]): void {
  if (home.account) for (const path of paths) chownSync(path, home.account.uid, home.account.gid);
}

function run(home: Home, program: string, args: string[]): Promise<void> {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      {
        cwd: dirname(home.data),
        env: { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' },
        ...(home.account && { uid: home.account.uid, gid: home.account.gid }),
      },
      (error, _out, err) => (error ? reject(new Error(err.trim() || error.message)) : undefined),
    );
    // 'exit' and not 'close': the server inherits nothing that would be waited for.
    child.on('exit', (code) => code === 0 && resolve());
  });
}

function plainReason(text: string): string {
  if (/No space left on device/i.test(text)) return 'the disk is full.';
  if (/Permission denied/i.test(text)) return `a folder may not be entered or written (${text.trim().split('\n').pop()}).`;
  if (/shared memory|semaphore/i.test(text)) return `the system grants too little shared memory (${text.trim().split('\n')[0]}).`;
  return text.trim().split('\n').slice(-4).join(' ') || 'it gave no reason.';
}

function tail(file: string, from: number): string {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(8192);
    const size = statSync(file).size;
    return buffer.subarray(0, readSync(handle, buffer, 0, 8192, Math.max(from, size - 8192))).toString('utf8');
  } finally {
    closeSync(handle);
  }
}
