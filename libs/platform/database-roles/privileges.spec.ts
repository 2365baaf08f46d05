import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { grantPrivileges } from './grant-privileges.js';
import { powerOverTheLog } from './power-over-the-log.js';
import { FUNCTIONS, TABLES } from './privileges.js';

let database: TestDatabase;
let owner: pg.Client;
let application: pg.Client;
beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client(database.ownerUrl);
  application = new pg.Client(database.url);
  await owner.connect();
  await application.connect();
  await owner.query(APPEND);
  await owner.query("SELECT number_events(1); INSERT INTO eventstoredb_position VALUES (1, 1, 1, 's', 0, gen_random_uuid(), 'T', now())");
});
afterAll(async () => {
  await owner.end();
  await application.end();
  await database.close();
});

const APPEND = `WITH r AS (SELECT nextval('event_seq') AS seq), q AS (INSERT INTO event_unnumbered SELECT seq, seq FROM r)
  INSERT INTO event SELECT seq, 's' || seq, 0, gen_random_uuid(), 'T', '{}', '{}' FROM r`;

/** Runs one statement in a transaction that is rolled back: 'allowed' or the SQLSTATE that refused it. */
async function attempt(client: pg.Client, sql: string): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('ROLLBACK');
  }
}
const REFUSED = '42501';

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>('SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum', [table]);
  return rows.map(({ name }) => name);
}

describe('the role of the application', () => {
  it('is told of every table where the log lies: a new one is listed in privileges.ts', async () => {
    const { rows } = await owner.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1");
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(TABLES).sort());
  });

  it.each(Object.entries(TABLES))('may do with %s what is listed, column by column, and nothing else', async (table, { may, updates = [] }) => {
    const columns = await columnsOf(table);
    const one = columns[0];
    const seen: Record<string, string> = {
      SELECT: await attempt(application, `SELECT * FROM ${table}`),
      DELETE: await attempt(application, `DELETE FROM ${table} WHERE false`),
      TRUNCATE: await attempt(application, `TRUNCATE ${table}`),
      LOCK: await attempt(application, `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`),
      TRIGGER: await attempt(application, `CREATE TRIGGER t BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`),
      ALTER: await attempt(application, `ALTER TABLE ${table} ADD COLUMN more text`),
      DISABLE: await attempt(application, `ALTER TABLE ${table} DISABLE TRIGGER ALL`),
      DROP: await attempt(application, `DROP TABLE ${table} CASCADE`),
      OWN: await attempt(application, `ALTER TABLE ${table} OWNER TO CURRENT_USER`),
      INDEX: await attempt(application, `CREATE INDEX ON ${table} (${one})`),
    };
    const is = (allowed: boolean): string => (allowed ? 'allowed' : REFUSED);
    expect(seen).toEqual({
      SELECT: 'allowed', DELETE: is(may.includes('DELETE')), TRUNCATE: REFUSED, LOCK: is(may.includes('DELETE') || may.includes('UPDATE')),
      TRIGGER: REFUSED, ALTER: REFUSED, DISABLE: REFUSED, DROP: REFUSED, OWN: REFUSED, INDEX: REFUSED,
    });
    for (const column of columns) {
      expect([column, await attempt(application, `UPDATE ${table} SET "${column}" = "${column}" WHERE false`)]).toEqual([column, is(may.includes('UPDATE') || updates.includes(column))]);
    }
    const { rows } = await owner.query<{ insert: boolean }>('SELECT has_table_privilege($1, $2, $3) AS insert', [new URL(database.url).username, table, 'INSERT']);
    expect(rows[0].insert).toBe(may.includes('INSERT'));
  });

  it('appends, and gets positions only by number_events', async () => {
    await application.query(APPEND);
    expect(await attempt(application, "INSERT INTO event_position VALUES (99, 99, now())")).toBe(REFUSED);
    const { rows } = await application.query<{ numbered: string }>('SELECT numbered FROM number_events(2)');
    expect(rows).toEqual([{ numbered: '1' }]);
  });

  it.each([
    ['pose as a replica', 'SET session_replication_role = replica'],
    ['become the owner', 'SET ROLE gridledger'],
    ['be the owner in the session', 'SET SESSION AUTHORIZATION gridledger'],
    ['make a role', 'CREATE ROLE intruder'],
    ['raise itself', 'ALTER ROLE CURRENT_USER SUPERUSER'],
    ['join the owner', 'GRANT gridledger TO CURRENT_USER'],
    ['create where the log lies', 'CREATE TABLE public.event_copy (x int)'],
    ['put a function where the log lies', "CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz'"],
    ['make a schema', 'CREATE SCHEMA intruder'],
    ['replace the sequencer', "CREATE OR REPLACE FUNCTION number_events(now_micros bigint, OUT last_position bigint, OUT numbered bigint) LANGUAGE sql AS 'SELECT 1::bigint, 1::bigint'"],
    ['strip the sequencer', 'ALTER FUNCTION number_events(bigint) SECURITY INVOKER'],
    ['blunt the triggers', "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"],
    ['set the numbers back', "SELECT setval('event_seq', 10000)"],
    ['restart the numbers', 'ALTER SEQUENCE event_seq RESTART'],
    ['take the database', 'ALTER DATABASE postgres SET search_path = intruder'],
    ['run programs', "COPY (SELECT 1) TO PROGRAM 'true'"],
    ['write files', "COPY event TO '/tmp/event'"],
    ['make an event trigger', 'CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION refuse_change()'],
    ['rewrite what readers see', 'CREATE RULE r AS ON SELECT TO event DO INSTEAD SELECT * FROM event'],
    ['hide rows', 'ALTER TABLE event ENABLE ROW LEVEL SECURITY'],
  ])('may not %s', async (_what, sql) => {
    expect(['42501', '42939']).toContain(await attempt(application, sql));
  });

  it('cannot lend the sequencer a table of its own', async () => {
    await application.query('BEGIN');
    await application.query("CREATE TEMP TABLE event_position (position bigint, seq bigint, recorded_at timestamptz); INSERT INTO event_position VALUES (1000, 1, 'infinity')");
    const { rows } = await application.query<{ last: string }>('SELECT last_position AS last FROM number_events(3)');
    await application.query('ROLLBACK');
    expect(Number(rows[0].last)).toBeLessThan(1000);
  });

  it('makes, alters and drops tables in the schemas of read models, and temporary ones', async () => {
    for (const schema of ['read_model', 'read_model_building']) {
      expect(await attempt(application, `CREATE TABLE ${schema}.some_v1 (x int); ALTER TABLE ${schema}.some_v1 ADD y int; DROP TABLE ${schema}.some_v1`)).toBe('allowed');
    }
    expect(await attempt(application, 'CREATE TEMP TABLE staged (x int)')).toBe('allowed');
  });

  it('has no power over the log, and its owner has', async () => {
    expect(await powerOverTheLog(application)).toEqual([]);
    expect(await powerOverTheLog(owner)).toEqual(['is a superuser', 'may create roles']);
  });
});

describe('whoever else connects', () => {
  it('may read nothing, though the application would let them, and call nothing that acts with the rights of the owner', async () => {
    await owner.query("CREATE ROLE stranger LOGIN PASSWORD 'stranger'").catch(() => {});
    const stranger = new pg.Client(Object.assign(new URL(database.ownerUrl), { username: 'stranger', password: 'stranger' }).href);
    await stranger.connect();
    try {
      // Without the right to pass rights on, this is but a warning.
      for (const table of Object.keys(TABLES)) await application.query(`GRANT ALL ON ${table} TO PUBLIC`);
      for (const table of Object.keys(TABLES)) expect([table, await attempt(stranger, `SELECT * FROM ${table}`)]).toEqual([table, REFUSED]);
      for (const signature of FUNCTIONS) expect(await attempt(stranger, `SELECT ${signature.replace(/\(.*/, '(NULL)')}`)).toBe(REFUSED);
    } finally {
      await stranger.end();
    }
  });
});

describe('the owner', () => {
  it.each(['event', 'event_position', 'eventstoredb_position'])('is refused a change of %s by triggers, also as a replica', async (table) => {
    const [column] = await columnsOf(table);
    for (const sql of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      expect(await attempt(owner, sql)).toBe(REFUSED);
      expect(await attempt(owner, `SET LOCAL session_replication_role = replica; ${sql}`)).toBe(REFUSED);
    }
  });

  it('grants once, and again only what is new or asked for', async () => {
    const role = new URL(database.url).username;
    // A copy of a database has none of the privileges of the database itself.
    expect(await grantPrivileges(owner, role)).not.toEqual([]);
    expect(await grantPrivileges(owner, role)).toEqual([]);
    await owner.query('REVOKE SELECT ON event FROM PUBLIC');
    expect(await grantPrivileges(owner, role, { again: true })).toContain('GRANT SELECT, INSERT ON public."event" TO "specs_application"');
    await owner.query('CREATE TABLE read_model.of_earlier_v1 (x int)');
    expect(await grantPrivileges(owner, role)).toContain('ALTER TABLE "read_model"."of_earlier_v1" OWNER TO "specs_application"');
    expect(await grantPrivileges(owner, role)).toEqual([]);
  });
});
