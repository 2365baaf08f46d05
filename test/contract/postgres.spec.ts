import { systemClock } from '#platform/config/clock.js';
import { AnyEventType, type EventTypes } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { openTestDatabase } from '../support/test-database.js';
import { openCuttingProxy } from './cutting-proxy.js';
import { eventStoreContract } from './event-store-contract.js';

eventStoreContract('PostgreSQL', async () => {
  const database = await openTestDatabase();
  const address = new URL(database.url);
  const proxy = await openCuttingProxy(address.hostname, Number(address.port));
  address.hostname = '127.0.0.1';
  address.port = String(proxy.port);
  const opened: { store: PostgresEventStore; end: () => Promise<void> }[] = [];
  const storeOf = (types: EventTypes): PostgresEventStore => {
    const pool = openPool(address.href, { connections: 5 });
    const store = new PostgresEventStore(pool, types, systemClock);
    opened.push({ store, end: () => pool.end() });
    return store;
  };
  return {
    store: () => storeOf(new AnyEventType()),
    storeOf,
    cut: proxy.cut,
    loseAnswers: proxy.loseAnswers,
    close: async () => {
      for (const { store, end } of opened) {
        await store.close();
        await end();
      }
      await proxy.close();
      await database.close();
    },
  };
});
