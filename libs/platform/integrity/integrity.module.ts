import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import type { Config } from '#platform/config/config.js';
import type { Projector } from '#platform/projecting/projector.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { OpenedDatabase } from '#platform/open-database.js';
import { CONFIG, DATABASE, EVENT_STORE, INTEGRITY, OPENED_DATABASE, PROJECTOR } from '#platform/tokens.js';
import { SigningKeyFile } from './checkpoints/signing-key-file.js';
import { Integrity } from './integrity.js';

/** The log that shows tampering, for the whole application: `IntegrityModule.forRoot()` in the root module. */
@Global()
@Module({})
export class IntegrityModule {
  /** `checkpointAfter`: the event types after which a checkpoint is signed at once, such as the close of a day. */
  static forRoot({ checkpointAfter }: { checkpointAfter: readonly string[] }): DynamicModule {
    return {
      module: IntegrityModule,
      providers: [
        {
          provide: INTEGRITY,
          inject: [DATABASE, EVENT_STORE, CONFIG, PROJECTOR, OPENED_DATABASE],
          useFactory: (pool: pg.Pool, store: EventStore, { integrity, eventstoreUrl }: Config, projector: Projector, { url }: OpenedDatabase) =>
            new Integrity({
              pool,
              store,
              keys: new SigningKeyFile(integrity),
              policy: { everyEvents: integrity.checkpointEvents, everySeconds: integrity.checkpointSeconds, after: checkpointAfter },
              thread: eventstoreUrl ? null : { url, keys: integrity },
              publish: integrity.publish,
              projections: () => projector.projections,
            }),
        },
      ],
      exports: [INTEGRITY],
    };
  }
}
