import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { readConfig } from '#platform/config/config.js';
import { openDatabase } from '#platform/open-database.js';
import { setUpRoles } from './set-up-roles.js';

const tail = randomUUID().slice(0, 8);
const owner = { name: `ledger owner ${tail}`, password: "ow'ner" };
const application = { name: `ledger_app_${tail}`, password: 'app:lication' };
let database: TestDatabase;
let administrator: pg.Client;
beforeAll(async () => {
  database = await openTestDatabase();
  administrator = new pg.Client(database.ownerUrl);
  administrator.on('error', () => {});
  await administrator.connect();
});
afterAll(async () => {
  await administrator.query(`ALTER DATABASE "${new URL(database.ownerUrl).pathname.slice(1)}" OWNER TO gridledger; DROP OWNED BY "${application.name}", "${owner.name}" CASCADE; DROP ROLE "${application.name}", "${owner.name}"`).catch(() => {});
  await administrator.end();
  await database.close();
});

const as = ({ name, password }: { name: string; password: string }): string =>
  Object.assign(new URL(database.ownerUrl), { username: encodeURIComponent(name), password: encodeURIComponent(password) }).href;

it('shows what it would do, without a password and without doing it', async () => {
  const { statements, created } = await setUpRoles(administrator, { owner, application, dryRun: true });
  expect(created).toEqual([{ name: owner.name, password: true }, { name: application.name, password: true }]);
  expect(statements).toContain(`CREATE ROLE "${application.name}" LOGIN PASSWORD '…'`);
  expect(statements).toContain(`GRANT SELECT, INSERT ON public."event" TO "${application.name}"`);
  expect(statements.join()).not.toMatch(/ow'ner|app:lication|SCRAM/);
  expect((await administrator.query('SELECT FROM pg_roles WHERE rolname = ANY($1)', [[owner.name, application.name]])).rowCount).toBe(0);
});

it('gives a database that one role owned to two, and may be run again', async () => {
  await administrator.query('CREATE TABLE read_model.ledger_v0 (x int)');
  await setUpRoles(administrator, { owner, application });
  const again = await setUpRoles(administrator, { owner, application });
  expect(again.created).toEqual([]);
  expect(again.statements.filter((statement) => /^(CREATE|ALTER (TABLE|FUNCTION))/.test(statement))).toEqual([]);

  const opened = await openDatabase({ ...readConfig({}), databaseUrl: as(application), migrationUrl: as(owner) });
  expect(opened.warnings).toEqual([]);
  await opened.pool.query('DROP TABLE ledger_v0');
  expect((await opened.pool.query('SELECT numbered FROM number_events(1)')).rows).toEqual([{ numbered: '0' }]);
  await expect(opened.pool.query('TRUNCATE event')).rejects.toThrow('permission denied');
  await opened.close();
});

it('leaves the password of a role that exists, unless told', async () => {
  const other = { ...application, password: 'another' };
  const opens = async (): Promise<boolean> => {
    const client = new pg.Client(as(other));
    return client.connect().then(() => client.end()).then(() => true, () => false);
  };
  await setUpRoles(administrator, { owner, application: other });
  expect(await opens()).toBe(false);
  await setUpRoles(administrator, { owner, application: other, passwords: true });
  expect(await opens()).toBe(true);
});

it('refuses one role for both, the administrator itself, and a role that no grant can bind', async () => {
  await expect(setUpRoles(administrator, { owner, application: owner })).rejects.toThrow('two roles are needed');
  await expect(setUpRoles(administrator, { owner, application: { name: 'gridledger', password: null } })).rejects.toThrow('gridledger is the administrator');
  await administrator.query(`CREATE ROLE strong_${tail} CREATEROLE`);
  await expect(setUpRoles(administrator, { owner, application: { name: `strong_${tail}`, password: null } })).rejects.toThrow('may create roles, which no grant takes from it');
  await administrator.query(`DROP ROLE strong_${tail}`);
});

it('works for an administrator that is no superuser but may create roles and databases and owns the database', async () => {
  const name = `admin_${tail}`;
  const fresh = await openTestDatabase();
  await fresh.ownerPool.query(`CREATE ROLE ${name} LOGIN CREATEROLE CREATEDB PASSWORD 'a'`);
  const path = new URL(fresh.ownerUrl).pathname.slice(1);
  await fresh.ownerPool.query(`ALTER DATABASE ${path} OWNER TO ${name}; ALTER SCHEMA public OWNER TO ${name}; DROP SCHEMA public CASCADE; DROP SCHEMA read_model, read_model_building CASCADE`);
  const modest = new pg.Client(Object.assign(new URL(fresh.ownerUrl), { username: name, password: 'a' }).href);
  await modest.connect();
  try {
    await modest.query('CREATE SCHEMA public');
    const roles = { owner: { name: `o_${tail}`, password: 'o' }, application: { name: `a_${tail}`, password: 'a' } };
    await setUpRoles(modest, roles);
    const opened = await openDatabase({ ...readConfig({}), databaseUrl: Object.assign(new URL(fresh.ownerUrl), { username: `a_${tail}`, password: 'a' }).href });
    expect(opened.warnings).toEqual([]);
    await opened.close();
  } finally {
    await modest.end();
    await fresh.ownerPool.query(`ALTER DATABASE ${path} OWNER TO gridledger; DROP OWNED BY o_${tail}, a_${tail}, ${name} CASCADE; DROP ROLE o_${tail}, a_${tail}, ${name}`);
    await fresh.close();
  }
});
