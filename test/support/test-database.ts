import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { systemClock } from '#platform/config/clock.js';
import type { Clock } from '#platform/config/clock.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { APPLICATION, TEMPLATE } from './template-database.js';

/** A fresh, migrated database of its own on the test run's PostgreSQL. */
export interface TestDatabase {
  /** As the application's role, which owns nothing of the log, as in the product. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** The same database as the owner of the log, for what the application may not do: tampering, migrations, restoring. */
  readonly ownerUrl: string;
  readonly ownerPool: pg.Pool;
  /** A store on it; closed with the database. Takes any event type unless told otherwise. */
  store(options?: { types?: EventTypes; clock?: Clock; pool?: pg.Pool }): PostgresEventStore;
  close(): Promise<void>;
}

/** To be opened in beforeAll (about 50 ms) and closed in afterAll. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env.GRIDLEDGER_TEST_SERVER;
  if (!server) throw new Error('test/support/global-setup.mjs has not run: start the specs through jest.config.mjs');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const at = (database: string): string => server.replace(/DATABASE$/, database);
  await administer(at('postgres'), `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const ownerUrl = at(name);
  const url = Object.assign(new URL(ownerUrl), { username: APPLICATION.role, password: APPLICATION.password }).href;
  const pool = openPool(url, { connections: 10, name: 'gridledger specs' });
  const ownerPool = openPool(ownerUrl, { connections: 3, name: 'gridledger specs as owner' });
  const stores: PostgresEventStore[] = [];
  return {
    url,
    pool,
    ownerUrl,
    ownerPool,
    store: (options = {}) => {
      const store = new PostgresEventStore(options.pool ?? pool, options.types ?? new AnyEventType(), options.clock ?? systemClock);
      stores.push(store);
      return store;
    },
    close: async () => {
      for (const store of stores) await store.close();
      await pool.end();
      await ownerPool.end();
      await administer(at('postgres'), `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

// Copying a template fails while another worker copies it: that lasts some milliseconds.
async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7142399)');
    await client.query(sql);
  } finally {
    await client.end();
  }
}
