import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openTestDatabase } from '../../test/support/test-database.js';
import type { TestDatabase } from '../../test/support/test-database.js';
import { readConfig } from './config/config.js';
import { openEmbedded } from './embedded/embedded-postgres.js';
import { migrate } from './event-store/migrate.js';
import { openDatabase } from './open-database.js';

const config = (databaseUrl: string, migrationUrl: string | null = null) => ({ ...readConfig({}), databaseUrl, migrationUrl });

describe('the embedded database', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
    chmodSync(home, 0o755);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('is opened as a role without power over the log, also where an earlier release had one role for everything', async () => {
    const server = await openEmbedded(home, { durable: false });
    await server.ensureDatabase('gridledger');
    const before = new pg.Client(server.url('gridledger'));
    await before.connect();
    await migrate(before);
    await before.query('CREATE TABLE read_model.ledger_v0 AS SELECT 1 AS x');
    await before.end();

    const settings = { ...readConfig({ GRIDLEDGER_HOME: home }) };
    const opened = await Promise.all([openDatabase(settings), openDatabase(settings)]);
    try {
      for (const { pool, warnings, ownerUrl } of opened) {
        expect((await pool.query('SELECT current_user AS role, x FROM ledger_v0')).rows).toEqual([{ role: 'gridledger_application', x: 1 }]);
        await expect(pool.query('DELETE FROM event')).rejects.toThrow('permission denied for table event');
        expect(warnings).toEqual([]);
        expect(ownerUrl).toBe(server.url('gridledger'));
      }
      await opened[0].pool.query('DROP TABLE ledger_v0; CREATE TABLE ledger_v1 (x int)');
    } finally {
      for (const one of opened) await one.close();
    }
    // A password that was lost is made anew, for the role too.
    const file = join(home, 'postgres.application.password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lost = readFileSync(file, 'utf8');
    rmSync(file);
    const again = await openDatabase(settings);
    await again.close();
    expect(readFileSync(file, 'utf8')).not.toBe(lost);
    await server.release();
  });
});

describe('a database of the user', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('is opened by the application alone once it is of this release', async () => {
    const opened = await openDatabase(config(database.url));
    expect([opened.warnings, opened.ownerUrl]).toEqual([[], null]);
    await opened.close();
  });

  it('is refused to the application alone if it is not of this release', async () => {
    await database.ownerPool.query("DELETE FROM schema_migration WHERE name = '040-roles.sql'");
    await expect(openDatabase(config(database.url))).rejects.toThrow("The database lacks 040-roles.sql, and the role of DATABASE_URL may not create tables: name the owner's role in GRIDLEDGER_MIGRATION_URL");
    const rest = "INSERT INTO schema_migration (name, checksum) SELECT '040-roles.sql', $1";
    const { createHash } = await import('node:crypto');
    const { MIGRATIONS } = await import('./event-store/migrate.js');
    await database.ownerPool.query(rest, [createHash('sha256').update(readFileSync(join(MIGRATIONS, '040-roles.sql'))).digest('hex')]);
  });

  it('is opened with a warning where one role is everything, and refused where two were named and the application still has the power', async () => {
    const opened = await openDatabase(config(database.ownerUrl));
    expect(opened.warnings).toEqual(["The database role gridledger is a superuser, may create roles: it could change the log. 'gridledger database roles' sets up two roles, of which the application's cannot."]);
    await opened.close();
    await database.ownerPool.query("DROP ROLE IF EXISTS powerful_application; CREATE ROLE powerful_application LOGIN PASSWORD 'p' IN ROLE gridledger").catch(() => {});
    const powerful = Object.assign(new URL(database.ownerUrl), { username: 'powerful_application', password: 'p' }).href;
    await expect(openDatabase(config(powerful, database.ownerUrl))).rejects.toThrow(/^The role powerful_application of DATABASE_URL owns the tables of the log, .*although GRIDLEDGER_MIGRATION_URL names another role/);
  });

  it('says what to do about a role that is not there', async () => {
    const nobody = Object.assign(new URL(database.url), { username: 'nobody_made_it' }).href;
    await expect(openDatabase(config(nobody, database.ownerUrl))).rejects.toThrow(/run 'gridledger database roles' once as an administrator/);
  });
});
