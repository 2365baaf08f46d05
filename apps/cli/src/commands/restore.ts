import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readPassphrase } from '#platform/backup/read-passphrase.js';
import type { Trailer } from '#platform/backup/content.js';
import { erasedInDatabase, erasedInStore } from '#erasure/erased-in-log.js';
import { restore, type RestoreOptions } from '#platform/backup/restore.js';
import type { Config } from '#platform/config/config.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { OpenedDatabase } from '#platform/open-database.js';
import { openPool } from '#platform/open-pool.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CONFIG, EVENT_STORE, WRAPPING, OPENED_DATABASE, PROJECTOR } from '#platform/tokens.js';
import type { OpenApp } from '../open-app.js';

export function register(program: Command, open: OpenApp): void {
  program
    .command('restore <file>')
    .description('brings a backup back into an empty store (passphrase in GRIDLEDGER_PASSPHRASE, or asked for)')
    .action(async (file: string) => {
      const passphrase = await readPassphrase(process.env, false);
      const app = await open();
      const inCluster = app.get<Config>(CONFIG).eventstoreUrl !== null;
      if (inCluster) await app.get<EventStore>(EVENT_STORE).settle();
      const { rows, logSha256 } = await restoreAsOwner(app.get<OpenedDatabase>(OPENED_DATABASE), app.get<Wrapping>(WRAPPING), resolve(file), { passphrase, inCluster, erasedIn: inCluster ? () => erasedInStore(app.get<EventStore>(EVENT_STORE)) : erasedInDatabase });
      await app.get<EventStore>(EVENT_STORE).settle();
      await app.get<Projector>(PROJECTOR).catchUp();
      process.stdout.write(`${rows.event ?? 0} events ${inCluster ? 'found in the cluster' : 'restored'}, ${rows.subject_key ?? 0} keys of personal data restored; SHA-256 of the log ${logSha256}\n`);
    });
}

/** A backup holds positions and times, which the application's own role may not write. */
async function restoreAsOwner({ ownerUrl }: OpenedDatabase, wrapping: Wrapping, file: string, how: RestoreOptions): Promise<Trailer> {
  if (!ownerUrl) throw refuse('owner-needed', 'A restore writes the log whole, which the role of DATABASE_URL may not: name the role that owns the log in GRIDLEDGER_MIGRATION_URL.', 422);
  const pool = openPool(ownerUrl, { connections: 2 });
  try {
    return await restore(pool, wrapping, file, how);
  } finally {
    await pool.end();
  }
}
