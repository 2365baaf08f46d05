import { EventStoreDbEventStore } from '#platform/event-store/eventstoredb/eventstoredb-event-store.js';
import { AnyEventType, type EventTypes } from '#platform/event-store/event-types.js';
import { openTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { openCuttingProxy } from './cutting-proxy.js';
import type { ContractEngine } from './contract-engine.js';
import { openStandInEventStoreDb } from './stand-in-eventstoredb.js';
import type { StandInEventStoreDb } from './stand-in-eventstoredb.js';

export interface EventStoreDbEngine extends ContractEngine {
  /** null where EVENTSTORE_URL names a real server. */
  readonly standIn: StandInEventStoreDb | null;
  readonly url: string;
  readonly database: TestDatabase;
  readonly harms: string[];
  store(database?: TestDatabase): EventStoreDbEventStore;
}

/** What the specs run against. */
export const SERVER = process.env.EVENTSTORE_URL ? 'the EventStoreDB named by EVENTSTORE_URL' : 'a stand-in for EventStoreDB, over gRPC (EVENTSTORE_URL is not set)';

/** The server named by EVENTSTORE_URL, or the stand-in. A single one without TLS lies behind a network that can be cut. */
export async function openEventStoreDb(): Promise<EventStoreDbEngine> {
  const database = await openTestDatabase();
  const named = process.env.EVENTSTORE_URL;
  const standIn = named ? null : await openStandInEventStoreDb();
  const target = standIn ? `127.0.0.1:${standIn.port}` : /^esdb:\/\/([\w.-]+:\d+)\/?\?(?:.*&)?tls=false/.exec(named!)?.[1];
  const proxy = target ? await openCuttingProxy(target.split(':')[0], Number(target.split(':')[1])) : null;
  const url = proxy ? `esdb://127.0.0.1:${proxy.port}?tls=false` : named!;
  const stores: EventStoreDbEventStore[] = [];
  const harms: string[] = [];
  const storeOf = (types: EventTypes, { pool } = database): EventStoreDbEventStore => {
    const store = new EventStoreDbEventStore({ url, pool, types, onHarm: (stream, what) => harms.push(`${stream}: ${what}`) });
    stores.push(store);
    return store;
  };
  return {
    standIn,
    url,
    database,
    harms,
    store: (other) => storeOf(new AnyEventType(), other),
    storeOf,
    cut: proxy?.cut ?? null,
    loseAnswers: proxy?.loseAnswers ?? null,
    close: async () => {
      for (const store of stores) await store.close();
      await proxy?.close();
      standIn?.close();
      await database.close();
    },
  };
}
