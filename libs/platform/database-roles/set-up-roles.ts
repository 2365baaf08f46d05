import type { Client } from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import { migrate } from '#platform/event-store/migrate.js';
import { grantPrivileges, statements } from './grant-privileges.js';
import { powerOverTheLog } from './power-over-the-log.js';
import { FUNCTIONS, TABLES } from './privileges.js';
import { scramVerifier } from './scram-verifier.js';

/** A role and its password, null where none is set by us. */
export interface WantedRole {
  readonly name: string;
  readonly password: string | null;
}

export interface RolesReport {
  readonly database: string;
  readonly owner: string;
  readonly application: string;
  /** Roles that were not there before, with whether they can log in by a password. */
  readonly created: readonly { readonly name: string; readonly password: boolean }[];
  /** What was run, or would be, in order; no password stands in it. */
  readonly statements: readonly string[];
}

/**
 * Sets up two roles on the database that `administrator` is connected to: one that owns the log and brings it to this
 * release, one that the application connects as. What another role owned until now goes to the owner. Safe to run
 * again: a role that exists keeps its password unless `passwords`. Refuses an application's role that would keep power
 * over the log.
 */
export async function setUpRoles(
  administrator: Client,
  { owner, application, passwords = false, dryRun = false }: { owner: WantedRole; application: WantedRole; passwords?: boolean; dryRun?: boolean },
): Promise<RolesReport> {
  const { rows } = await administrator.query<{ me: string; super: boolean; database: string }>('SELECT rolname AS me, rolsuper AS super, current_database() AS database FROM pg_roles WHERE rolname = current_user');
  const [{ me, super: isSuperuser, database }] = rows;
  if (owner.name === application.name) throw refuse('one-role', `Owner and application are both ${owner.name}: two roles are needed, so that the application cannot change the log.`, 400);
  if (application.name === me) throw refuse('administrator', `${me} is the administrator that sets the roles up: the application needs a role without such power.`, 400);
  const there = new Map((await administrator.query<{ name: string; strong: boolean }>('SELECT rolname AS name, rolsuper OR rolcreaterole AS strong FROM pg_roles WHERE rolname = ANY($1)', [[owner.name, application.name]])).rows.map((row) => [row.name, row.strong]));
  if (there.get(application.name)) throw refuse('role-too-powerful', `The role ${application.name} is a superuser or may create roles, which no grant takes from it: choose another name with --application.`, 409);

  const steps = roleSteps(administrator, { owner, application, there, passwords, isSuperuser, database });
  steps.push(...(await ownershipSteps(administrator, owner.name, application.name)));
  const shown = steps.map((step) => step.replace(/PASSWORD '[^']*'/, "PASSWORD '…'"));
  const created = [owner, application].filter(({ name }) => !there.has(name)).map(({ name, password }) => ({ name, password: password !== null }));
  const report = { database, owner: owner.name, application: application.name, created };
  if (dryRun) return { ...report, statements: [...shown, ...statements(application.name, { database, tables: new Set(Object.keys(TABLES)), functions: new Set(FUNCTIONS), readModels: [] })] };

  await administrator.query('BEGIN');
  try {
    for (const step of steps) await administrator.query(step);
    await administrator.query('COMMIT');
  } catch (error) {
    await administrator.query('ROLLBACK');
    throw forbidden(error as Error, me);
  }
  await administrator.query(`SET ROLE ${administrator.escapeIdentifier(owner.name)}`);
  let granted: string[];
  try {
    await migrate(administrator);
    granted = await grantPrivileges(administrator, application.name, { again: true });
  } finally {
    await administrator.query('RESET ROLE');
  }
  const power = await powerOverTheLog(administrator, application.name);
  if (power.length > 0) throw refuse('role-too-powerful', `The role ${application.name} still ${power.join(', ')}: take that from it, or choose another name with --application.`, 409);
  return { ...report, statements: [...shown, ...granted] };
}

interface Scene {
  readonly owner: WantedRole;
  readonly application: WantedRole;
  readonly there: ReadonlyMap<string, boolean>;
  readonly passwords: boolean;
  readonly isSuperuser: boolean;
  readonly database: string;
}

function roleSteps(client: Client, { owner, application, there, passwords, isSuperuser, database }: Scene): string[] {
  const [own, app] = [owner.name, application.name].map((name) => client.escapeIdentifier(name));
  const steps: string[] = [];
  for (const { name, password } of [owner, application]) {
    const secret = password === null ? '' : ` PASSWORD ${client.escapeLiteral(scramVerifier(password))}`;
    if (!there.has(name)) steps.push(`CREATE ROLE ${client.escapeIdentifier(name)} LOGIN${secret}`);
    else if (passwords && secret) steps.push(`ALTER ROLE ${client.escapeIdentifier(name)} LOGIN${secret}`);
  }
  if (!isSuperuser) steps.push(`GRANT ${own}, ${app} TO CURRENT_USER`);
  // The owner gives the schemas of read models to the application, for which it has to be a member of it; never the reverse.
  steps.push(`REVOKE ${own} FROM ${app}`, `GRANT ${app} TO ${own}`, `ALTER DATABASE ${client.escapeIdentifier(database)} OWNER TO ${own}`, `ALTER SCHEMA public OWNER TO ${own}`);
  return steps;
}

/** What the role that owned the log until now owns beside it goes to the owner as well; read models go to the application with its privileges. */
async function ownershipSteps(client: Client, owner: string, application: string): Promise<string[]> {
  const { rows } = await client.query<{ step: string }>(OWNED, [owner, application]);
  return rows.map(({ step }) => step);
}

const OWNED = `
  WITH log AS (SELECT relowner AS owner FROM pg_class WHERE oid = to_regclass('public.event'))
  SELECT format('ALTER %s public.%I OWNER TO %I', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, relname, $1::text) AS step
  FROM pg_class c, log
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v') AND relowner = log.owner AND pg_get_userbyid(relowner) <> $1
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass)
  UNION ALL
  SELECT format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, $1::text) FROM pg_proc p, log
  WHERE pronamespace = 'public'::regnamespace AND proowner = log.owner AND pg_get_userbyid(proowner) <> $1
  UNION ALL
  SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, $1::text) FROM pg_namespace
  WHERE nspname IN ('read_model', 'read_model_building') AND pg_get_userbyid(nspowner) NOT IN ($1, $2)
  UNION ALL
  SELECT format('ALTER TABLE %I.%I OWNER TO %I', n.nspname, c.relname, $2::text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('read_model', 'read_model_building') AND c.relkind IN ('r', 'p') AND pg_get_userbyid(c.relowner) <> $2`;

function forbidden(error: Error & { code?: string }, me: string): Error {
  if (error.code !== '42501') return error;
  return refuse('administrator-needed', `${me} may not set the roles up (${error.message}): give the address of a superuser, or of a role that may create roles and databases and owns this one, in GRIDLEDGER_ADMIN_URL.`, 422);
}
