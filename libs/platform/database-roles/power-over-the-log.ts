import type { Queryable } from '#platform/projecting/projection.js';

/** Why a role could change or forge the log; empty if it could not. */
export async function powerOverTheLog(db: Queryable, role?: string): Promise<string[]> {
  const { rows } = await db.query<Record<string, boolean>>(POWER, [role ?? null]);
  return Object.entries(rows[0] ?? {})
    .filter(([, has]) => has)
    .map(([what]) => what);
}

// MEMBER and not USAGE: a role that may become the owner by SET ROLE has its powers.
const POWER = `
  WITH who AS (SELECT oid, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = coalesce($1, current_user)),
  log AS (SELECT c.oid, c.relowner FROM pg_class c WHERE c.oid IN (to_regclass('public.event'), to_regclass('public.event_position')))
  SELECT
    who.rolsuper AS "is a superuser",
    who.rolcreaterole AS "may create roles",
    NOT who.rolsuper AND EXISTS (SELECT FROM log WHERE pg_has_role(who.oid, relowner, 'MEMBER')) AS "owns the tables of the log",
    NOT who.rolsuper AND (SELECT pg_has_role(who.oid, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()) AS "owns the database",
    NOT who.rolsuper AND (SELECT pg_has_role(who.oid, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'public') AS "owns the schema public",
    NOT who.rolsuper AND NOT EXISTS (SELECT FROM log WHERE pg_has_role(who.oid, relowner, 'MEMBER'))
      AND (EXISTS (SELECT FROM log WHERE has_table_privilege(who.oid, oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))
        OR has_table_privilege(who.oid, 'public.event_position', 'INSERT')) AS "may write to the log other than by appending"
  FROM who`;
