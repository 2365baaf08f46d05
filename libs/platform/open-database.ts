import pg from 'pg';
import type { Config } from '#platform/config/config.js';
import { bringUpToDate } from '#platform/database-roles/bring-up-to-date.js';
import type { DatabaseRoles } from '#platform/database-roles/bring-up-to-date.js';
import { powerOverTheLog } from '#platform/database-roles/power-over-the-log.js';
import { refuse } from '#platform/deciding/refusal.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import type { EmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { openPool } from './open-pool.js';

/** A migrated database, opened as the application's role. */
export interface OpenedDatabase {
  readonly pool: pg.Pool;
  readonly url: string;
  /** The role that owns the log, for the rare work that the application may not do; null where no such role is named. */
  readonly ownerUrl: string | null;
  /** Sentences for whoever runs the service; usually none. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the user's database or the embedded one as the application's role, after the owner's role, where there is one,
 * has brought it to this release. Refuses, with a sentence that names no password, a server that cannot be reached or
 * does not let us in, and an application's role that could change the log although another one was named to own it.
 */
export async function openDatabase(config: Config): Promise<OpenedDatabase> {
  const embedded = config.databaseUrl ? null : await openEmbedded(config.home);
  let pool: pg.Pool | undefined;
  try {
    await embedded?.ensureDatabase(config.embeddedDatabase);
    const roles = embedded ? embeddedRoles(embedded, config.embeddedDatabase) : givenRoles(config);
    await bringUpToDate(roles);
    const opened = (pool = openPool(embedded ? () => embedded.applicationUrl(config.embeddedDatabase) : roles.application));
    const power = await powerOverTheLog(pool);
    const separate = roles.owner !== roles.application;
    if (separate && power.length > 0) throw tooPowerful(roles.application, power);
    return {
      pool,
      url: roles.application,
      ownerUrl: separate || power.length > 0 ? roles.owner : null,
      warnings: power.length > 0 ? [`The database role ${roleOf(roles.application)} ${power.join(', ')}: it could change the log. 'gridledger database roles' sets up two roles, of which the application's cannot.`] : [],
      close: async () => {
        await opened.end();
        await embedded?.release();
      },
    };
  } catch (error) {
    await pool?.end();
    await embedded?.release();
    throw error;
  }
}

function embeddedRoles(embedded: EmbeddedPostgres, database: string): DatabaseRoles {
  return { owner: embedded.url(database), application: embedded.applicationUrl(database), ours: true };
}

function givenRoles({ databaseUrl, migrationUrl }: Config): DatabaseRoles {
  const application = databaseUrl as string;
  return { owner: migrationUrl ?? application, application, ours: false };
}

function tooPowerful(url: string, power: readonly string[]): Error {
  return refuse('role-too-powerful', `The role ${roleOf(url)} of DATABASE_URL ${power.join(', ')}, although GRIDLEDGER_MIGRATION_URL names another role to own the log: run 'gridledger database roles', or name another role in DATABASE_URL.`, 422);
}

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);
