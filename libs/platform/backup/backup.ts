import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, link, open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { refuse } from '#platform/deciding/refusal.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import { END_OF_ROWS, KEPT_TABLES, Tally, wholeLines } from './content.js';
import type { Header, TableStart, Trailer } from './content.js';
import { keysForBackup } from './key-rows.js';
import { LOG_COLUMNS, logRows } from './log-elsewhere.js';
import type { LogElsewhere } from './log-elsewhere.js';
import { checkPassphrase, seal } from './sealed-stream.js';

/**
 * Writes everything that cannot be rebuilt (log, keys, document numbers) into one file under a passphrase:
 * as of one moment, while others go on writing. A log that lies elsewhere (`log`) is read up to a position that was settled before. The file appears whole or not at all, readable by its owner only.
 * The keys of subjects lie in it under the passphrase alone, not under the master key.
 * Refuses a weak passphrase, and a file that exists unless `force`.
 */
export async function backup(pool: pg.Pool, wrapping: Wrapping, file: string, { passphrase, force = false, log }: { passphrase: string; force?: boolean; log?: LogElsewhere }): Promise<Trailer> {
  checkPassphrase(passphrase);
  if (!force && (await exists(file))) throw alreadyThere(file);
  const partial = `${file}.${process.pid}.partial`;
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tally = new Tally();
    let trailer: Trailer | undefined;
    const content = async function* (): AsyncGenerator<Buffer> {
      yield* tables(client, wrapping, tally, log);
      trailer = tally.trailer();
      yield line(trailer);
    };
    await pipeline(Readable.from(content(), { objectMode: false }), createGzip({ level: 4 }), (zipped: AsyncIterable<Buffer>) => seal(zipped, passphrase), createWriteStream(partial, { mode: 0o600 }));
    await client.query('COMMIT');
    broken = false;
    await publish(partial, file, force);
    return trailer as Trailer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') throw refuse('file-unwritable', `${file} cannot be written: its folder does not exist or is closed to you.`, 400);
    if (code === 'ENOSPC') throw refuse('disk-full', `${file} could not be written: the disk is full.`);
    throw error;
  } finally {
    client.release(broken);
    await rm(partial, { force: true });
  }
}

async function* tables(client: pg.PoolClient, wrapping: Wrapping, tally: Tally, log?: LogElsewhere): AsyncGenerator<Buffer> {
  const { rows: applied } = await client.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY name');
  const backupKey = randomBytes(32);
  const header: Header = { format: 2, migrations: applied.map(({ name }) => name), backupKey: backupKey.toString('base64') };
  yield line(header);
  for (const table of KEPT_TABLES) {
    if (log && table in LOG_COLUMNS) {
      yield line({ table, columns: LOG_COLUMNS[table] });
      for await (const rows of logRows(log, table)) {
        tally.add(table, rows);
        yield rows;
      }
      yield Buffer.from(`${END_OF_ROWS}\n`);
      continue;
    }
    const { rows } = await client.query<{ name: string }>('SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum', [table]);
    if (rows.length === 0) continue;
    const start: TableStart = { table, columns: rows.map(({ name }) => name) };
    yield line(start);
    const columns = start.columns.map((name) => client.escapeIdentifier(name)).join(', ');
    const rowsOf = client.query(copyTo(`COPY (SELECT ${columns} FROM ${client.escapeIdentifier(table)} ORDER BY 1) TO STDOUT`)) as AsyncIterable<Buffer>;
    for await (const chunk of wholeLines(rowsOf)) {
      const kept = table === 'subject_key' ? keysForBackup(chunk, wrapping, backupKey) : chunk;
      tally.add(table, kept);
      yield kept;
    }
    yield Buffer.from(`${END_OF_ROWS}\n`);
  }
}

function line(value: Header | TableStart | Trailer): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

async function publish(partial: string, file: string, force: boolean): Promise<void> {
  const handle = await open(partial, 'r+');
  await handle.sync();
  await handle.close();
  await chmod(partial, 0o600);
  if (force) return rename(partial, file);
  // A link does not replace a file that appeared meanwhile.
  await link(partial, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw alreadyThere(file);
    await rename(partial, file);
  });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function alreadyThere(file: string): Error {
  return refuse('file-exists', `${file} exists already: choose another name, or give --force to replace it.`, 400);
}
