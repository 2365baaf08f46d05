import pg from 'pg';
import type { Config } from '#platform/config/config.js';
import { refuse } from '#platform/deciding/refusal.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import { migrate } from '#platform/event-store/migrate.js';
import { openPool } from './open-pool.js';

/** A migrated database. */
export interface OpenedDatabase {
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the user's database or the embedded one, and brings it to this release. Refuses, with a sentence that names no
 * password, a server that cannot be reached or does not let us in.
 */
export async function openDatabase(config: Config): Promise<OpenedDatabase> {
  const embedded = config.databaseUrl ? null : await openEmbedded(config.home);
  try {
    await embedded?.ensureDatabase(config.embeddedDatabase);
    const url = config.databaseUrl ?? (embedded as NonNullable<typeof embedded>).url(config.embeddedDatabase);
    await bringUpToDate(config.migrationUrl && config.databaseUrl ? config.migrationUrl : url);
    const pool = openPool(url);
    return {
      pool,
      url,
      close: async () => {
        await pool.end();
        await embedded?.release();
      },
    };
  } catch (error) {
    await embedded?.release();
    throw error;
  }
}

async function bringUpToDate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'gridledger migration' });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const { code, message } = error as { code?: string; message: string };
    throw refuse('database-unreachable', `The database ${hostname}:${port || '5432'}${pathname} cannot be opened: ${message || code}.`, 422);
  }
  try {
    await migrate(client);
  } finally {
    await client.end();
  }
}
