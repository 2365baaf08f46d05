import { Global, Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { systemClock } from '#platform/config/clock.js';
import type { Clock } from '#platform/config/clock.js';
import { readConfig } from '#platform/config/config.js';
import type { Config } from '#platform/config/config.js';
import type { EventStore, OpenEventStore } from '#platform/event-store/event-store.js';
import { EventTypes } from '#platform/event-store/event-types.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { KeySlots } from '#platform/personal-data/key-slots.js';
import { MasterKey } from '#platform/personal-data/master-key.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import { Vault } from '#platform/personal-data/vault.js';
import { Projector } from '#platform/projecting/projector.js';
import { openDatabase } from './open-database.js';
import type { OpenedDatabase } from './open-database.js';
import { CLOCK, CONFIG, DATABASE, EVENT_STORE, EVENT_TYPES, MASTER_KEY, OPENED_DATABASE, PROJECTOR, VAULT, WRAPPING } from './tokens.js';

export interface PlatformOptions {
  /** Default: the environment. */
  readonly config?: Config;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * What every room stands on, for the whole application: `PlatformModule.forRoot()` in the root module, tokens.ts for
 * the names. A room contributes in the constructor of its module, before anything is appended or projected:
 *
 *     constructor(@Inject(EVENT_TYPES) types: EventTypes, @Inject(PROJECTOR) projector: Projector) {
 *       types.register(BILLING_EVENT_TYPES);
 *       projector.add(arrearsProjection);
 *     }
 *
 * On shutdown (`app.close()`): the store finishes what is under way, the pool ends, the embedded server is released.
 */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: OpenEventStore,
    @Inject(OPENED_DATABASE) private readonly opened: OpenedDatabase,
  ) {}

  static forRoot({ config, clock = systemClock }: PlatformOptions = {}): DynamicModule {
    const settings = config ?? readConfig(process.env);
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: settings },
        { provide: CLOCK, useValue: clock },
        { provide: OPENED_DATABASE, useFactory: () => openDatabase(settings) },
        { provide: DATABASE, useFactory: ({ pool }: OpenedDatabase) => pool, inject: [OPENED_DATABASE] },
        { provide: EVENT_TYPES, useFactory: () => new EventTypes() },
        { provide: EVENT_STORE, useFactory: (pool: pg.Pool, types: EventTypes) => openStore(settings, pool, types, clock), inject: [DATABASE, EVENT_TYPES] },
        { provide: PROJECTOR, useFactory: (pool: pg.Pool, store: EventStore) => new Projector(pool, store), inject: [DATABASE, EVENT_STORE] },
        { provide: MASTER_KEY, useFactory: () => new MasterKey(settings.masterKey, settings.masterKeyFile, settings.masterKeyOld) },
        { provide: WRAPPING, useFactory: (master: MasterKey): Wrapping => ({ master, slots: new KeySlots(settings.keyRing) }), inject: [MASTER_KEY] },
        { provide: VAULT, useFactory: (pool: pg.Pool, wrapping: Wrapping) => new Vault(pool, wrapping), inject: [DATABASE, WRAPPING] },
      ],
      exports: [CONFIG, CLOCK, DATABASE, OPENED_DATABASE, EVENT_TYPES, EVENT_STORE, PROJECTOR, MASTER_KEY, WRAPPING, VAULT],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
    await this.opened.close();
  }
}

// The client of EventStoreDB is loaded only where it is used: it is large, and changes what its process shares.
async function openStore({ eventstoreUrl }: Config, pool: pg.Pool, types: EventTypes, clock: Clock): Promise<OpenEventStore> {
  if (!eventstoreUrl) return new PostgresEventStore(pool, types, clock);
  const { EventStoreDbEventStore } = await import('#platform/event-store/eventstoredb/eventstoredb-event-store.js');
  return new EventStoreDbEventStore({ url: eventstoreUrl, pool, types });
}
