import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { FUNCTIONS, OWN_SCHEMAS, SEQUENCES, TABLES } from './privileges.js';

/** What there is to grant on; a database of an earlier release may lack some of it. */
export interface Present {
  readonly database: string;
  /** Tables of the schema `public`. */
  readonly tables: ReadonlySet<string>;
  /** Functions of the schema `public` with the types of their arguments. */
  readonly functions: ReadonlySet<string>;
  /** Tables in the application's own schemas that another role owns, with the schema: those of a release that had one role. */
  readonly readModels: readonly (readonly [schema: string, table: string])[];
}

const LOCK = 7142303;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statements, in order, that leave the role with exactly the privileges of privileges.ts. Run by the log's owner. */
export function statements(role: string, { database, tables, functions, readModels }: Present): string[] {
  const to = quoted(role);
  const list = ['REVOKE CREATE ON SCHEMA public FROM PUBLIC', `GRANT CONNECT, TEMPORARY ON DATABASE ${quoted(database)} TO ${to}`, `REVOKE ALL ON SCHEMA public FROM ${to}`, `GRANT USAGE ON SCHEMA public TO ${to}`];
  for (const table of [...tables].sort()) {
    const known = Object.hasOwn(TABLES, table) ? TABLES[table] : null;
    if (!known) continue;
    list.push(`REVOKE ALL ON public.${quoted(table)} FROM PUBLIC, ${to}`, `GRANT ${known.may.join(', ')} ON public.${quoted(table)} TO ${to}`);
    if (known.updates) list.push(`GRANT UPDATE (${known.updates.map(quoted).join(', ')}) ON public.${quoted(table)} TO ${to}`);
  }
  for (const sequence of SEQUENCES) list.push(`REVOKE ALL ON SEQUENCE public.${quoted(sequence)} FROM PUBLIC, ${to}`, `GRANT USAGE ON SEQUENCE public.${quoted(sequence)} TO ${to}`);
  for (const signature of FUNCTIONS) if (functions.has(signature)) list.push(`REVOKE ALL ON FUNCTION public.${signature} FROM PUBLIC`, `GRANT EXECUTE ON FUNCTION public.${signature} TO ${to}`);
  for (const schema of OWN_SCHEMAS) list.push(`ALTER SCHEMA ${quoted(schema)} OWNER TO ${to}`);
  for (const [schema, table] of readModels) list.push(`ALTER TABLE ${quoted(schema)}.${quoted(table)} OWNER TO ${to}`);
  return list;
}

/**
 * Gives a role that exists the privileges of the application, in one transaction. Does nothing if it was given exactly
 * these before, unless `again`. Returns the statements that were run.
 */
export async function grantPrivileges(client: ClientBase, role: string, { again = false } = {}): Promise<string[]> {
  await client.query('BEGIN');
  try {
    // Two who grant the same at once would trip over one another's rows of the catalogue.
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const found = await present(client, role);
    const list = statements(role, found);
    const digest = createHash('sha256').update(statements(role, { ...found, readModels: [] }).join('\n')).digest('hex');
    const { rows } = await client.query<{ digest: string }>('SELECT digest FROM public.privileges_granted WHERE role = $1', [role]);
    const needed = again || rows[0]?.digest !== digest || found.readModels.length > 0;
    if (needed) {
      for (const statement of list) await client.query(statement);
      await client.query('INSERT INTO public.privileges_granted (role, digest) VALUES ($1, $2) ON CONFLICT (role) DO UPDATE SET digest = excluded.digest, granted_at = now()', [role, digest]);
    }
    await client.query('COMMIT');
    return needed ? list : [];
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function present(client: ClientBase, role: string): Promise<Present> {
  const names = async (sql: string, values: readonly unknown[] = []): Promise<string[]> => (await client.query<{ name: string }>(sql, [...values])).rows.map(({ name }) => name);
  const [database] = await names('SELECT current_database() AS name');
  const tables = await names("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')");
  const functions = await names("SELECT proname || '(' || oidvectortypes(proargtypes) || ')' AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace");
  const { rows } = await client.query<{ schema: string; name: string }>(
    "SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p') AND pg_get_userbyid(c.relowner) <> $2 ORDER BY 1, 2",
    [OWN_SCHEMAS, role],
  );
  return { database, tables: new Set(tables), functions: new Set(functions), readModels: rows.map(({ schema, name }) => [schema, name] as const) };
}
