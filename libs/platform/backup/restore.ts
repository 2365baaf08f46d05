import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import { destroyKeysIn } from '#platform/personal-data/subject-keys.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import type { Queryable } from '#platform/projecting/projection.js';
import { inTransaction } from '#platform/projecting/checkpoint.js';
import { KEPT_TABLES, parts } from './content.js';
import type { Header, Part, Trailer } from './content.js';
import { LOG_COLUMNS, refuseUnlessInCluster } from './log-elsewhere.js';
import { RestoredKeys } from './key-rows.js';
import { unseal } from './sealed-stream.js';

export interface RestoreOptions {
  readonly passphrase: string;
  readonly inCluster?: boolean;
  /** The subjects that the log, as restored, says were erased. */
  readonly erasedIn?: (db: Queryable) => Promise<readonly string[]>;
}

/**
 * Brings a backup back into an empty store. The file is read through and checked in whole before anything is written;
 * then everything is written in one transaction. Read models build themselves anew from the log afterwards. The
 * keys of all subjects are wrapped under the master key that is here (or is made now); of those who were erased since,
 * by the key ring of this machine or by the log that is restored (`erasedIn`), none comes back. Where the log lies in a
 * cluster (`inCluster`, numbered before), it must hold the events already: keys and document numbers are brought back.
 * Refuses a wrong passphrase, a file that was cut or altered, one of a newer release, and a store that is not empty.
 */
export async function restore(pool: pg.Pool, wrapping: Wrapping, file: string, { passphrase, inCluster = false, erasedIn = async () => [] }: RestoreOptions): Promise<Trailer> {
  let header: Header | undefined;
  let trailer: Trailer | undefined;
  await refuseUnlessEmpty(pool);
  await read(file, passphrase, async (all) => {
    let table = '';
    for await (const part of all) {
      if ('start' in part) ({ table } = part.start);
      if (inCluster && 'rows' in part && table === 'event') await refuseUnlessInCluster(pool, part.rows);
      if ('header' in part) header = part.header;
      if ('start' in part && !(KEPT_TABLES as readonly string[]).includes(part.start.table)) throw newer(`it has a table ${part.start.table}`);
      if ('trailer' in part) trailer = part.trailer;
    }
  });
  const { migrations, masterKey, backupKey } = header as Header;
  const { rows: applied } = await pool.query<{ name: string }>('SELECT name FROM schema_migration');
  const missing = migrations.filter((name) => !applied.some((one) => one.name === name));
  if (missing.length > 0) throw newer(`it has ${missing.join(', ')}`);
  const keys = new RestoredKeys(wrapping, Buffer.from((backupKey ?? masterKey)!, 'base64'));
  await inTransaction(pool, async (client) => {
    await client.query('LOCK TABLE event, event_position, event_unnumbered, subject_key IN ACCESS EXCLUSIVE MODE');
    await refuseUnlessEmpty(client);
    await read(file, passphrase, (all) => load(client, inCluster ? withoutLog(all) : all, (rows) => keys.rows(rows)));
    await destroyKeysIn(client, wrapping, await erasedIn(client));
    await client.query("SELECT setval('event_seq', (coalesce((SELECT max(seq) FROM event), 0) / 10000 + 1) * 10000)");
    for (const table of ['projection_checkpoint', 'projection_parked', 'projection_held', 'projection_rebuild', 'projection_digest', 'process_checkpoint', 'process_timer', 'process_task']) await client.query(`DELETE FROM ${table}`);
  });
  return trailer as Trailer;
}

async function read(file: string, passphrase: string, use: (all: AsyncIterable<Part>) => Promise<void>): Promise<void> {
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 1 << 20 }),
      (bytes: AsyncIterable<Buffer>) => unseal(bytes, passphrase),
      createGunzip(),
      async (content: AsyncIterable<Buffer>) => use(parts(content)),
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw refuse('file-unreadable', `${file} cannot be read: there is no such file, or it is closed to you.`, 400);
    if (error instanceof Refusal || !/^(Z_|ERR_INVALID)/.test(code ?? '')) throw error;
    throw refuse('backup-altered', 'The backup file was altered. Nothing was restored.');
  }
}

async function* withoutLog(all: AsyncIterable<Part>): AsyncGenerator<Part> {
  let table = '';
  for await (const part of all) {
    if ('start' in part) ({ table } = part.start);
    if (!(table in LOG_COLUMNS)) yield part;
  }
}

async function load(client: pg.PoolClient, all: AsyncIterable<Part>, rewrap: (rows: Buffer) => Buffer): Promise<void> {
  let copy: ReturnType<typeof copyFrom> | null = null;
  let table = '';
  let finished: Promise<void> | null = null;
  for await (const part of all) {
    if ('start' in part) {
      table = part.start.table;
      const columns = part.start.columns.map((name) => client.escapeIdentifier(name)).join(', ');
      copy = client.query(copyFrom(`COPY ${client.escapeIdentifier(table)} (${columns}) FROM STDIN`));
      const stream = copy;
      finished = new Promise((resolve, reject) => stream.on('finish', resolve).on('error', reject));
      finished.catch(() => {});
    } else if ('rows' in part && copy) {
      const stream = copy;
      const rows = table === 'subject_key' ? rewrap(part.rows) : part.rows;
      if (!stream.write(rows)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), finished]);
    } else if ('end' in part) {
      copy?.end();
      await finished;
    }
  }
}

async function refuseUnlessEmpty(db: pg.Pool | pg.PoolClient): Promise<void> {
  const { rows } = await db.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM event) OR EXISTS (SELECT FROM subject_key) AS used');
  if (rows[0].used) {
    throw refuse('store-not-empty', 'This store holds records already, and a backup is restored into an empty one only: name a new folder in GRIDLEDGER_HOME, or an empty database in DATABASE_URL, and restore there.', 409);
  }
}

function newer(detail: string): Error {
  return refuse('newer-backup', `The backup was made by a newer release of gridledger (${detail}): restore it with that release.`);
}
