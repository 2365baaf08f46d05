import pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import { migrate, unapplied } from '#platform/event-store/migrate.js';
import { ensureRole } from './ensure-role.js';
import { grantPrivileges } from './grant-privileges.js';

/** Connection strings of one database; the same one twice where there is one role only. */
export interface DatabaseRoles {
  readonly owner: string;
  readonly application: string;
  /** The server is the embedded one, whose roles are ours to make. */
  readonly ours: boolean;
}

/**
 * Brings a database to this release and gives the application's role what it needs. Where only a role is named that may
 * not create tables, it is the application's alone: then a database that is not of this release is refused.
 */
export async function bringUpToDate({ owner, application, ours }: DatabaseRoles): Promise<void> {
  const client = await connect(owner);
  try {
    if (owner === application && !(await mayCreate(client))) return await refuseUnlessOfThisRelease(client);
    await migrate(client);
    if (owner === application) return;
    const { username, password } = new URL(application);
    const role = decodeURIComponent(username);
    if (ours) await ensureRole(client, role, decodeURIComponent(password));
    await grantPrivileges(client, role).catch((error: { code?: string; message: string }) => {
      // No such role; or one whose schemas the owner may not give away.
      if (error.code !== '42704' && error.code !== '42501') throw error;
      throw refuse('roles-not-set-up', `The role of GRIDLEDGER_MIGRATION_URL cannot give ${role} what the application needs (${error.message}): run 'gridledger database roles' once as an administrator of the server.`, 422);
    });
  } finally {
    await client.end();
  }
}

/** A connection whose failure is told without the password. */
export async function connect(url: string, name = 'gridledger migration'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const { code, message } = error as { code?: string; message: string };
    throw refuse('database-unreachable', `The database ${hostname}:${port || '5432'}${pathname} cannot be opened: ${message || code}.`, 422);
  }
  return client;
}

async function mayCreate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>("SELECT has_schema_privilege('public', 'CREATE') AS may");
  return rows[0].may;
}

async function refuseUnlessOfThisRelease(client: pg.Client): Promise<void> {
  const missing = await unapplied(client);
  if (missing.length === 0) return;
  throw refuse('database-out-of-date', `The database lacks ${missing.map(({ name }) => name).join(', ')}, and the role of DATABASE_URL may not create tables: name the owner's role in GRIDLEDGER_MIGRATION_URL for one start, or run 'gridledger database roles'.`, 422);
}
