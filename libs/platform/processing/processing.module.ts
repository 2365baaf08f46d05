import { Global, Module, type DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import type { Config } from '#platform/config/config.js';
import { dayInZone } from '#platform/config/zone.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { CONFIG, DATABASE, EVENT_STORE, PROCESSOR } from '#platform/tokens.js';
import type { DayClosing } from './advance-process.js';
import { Processor } from './processor.js';

/** Lets every room add its processes: `@Inject(PROCESSOR) processor: Processor` in its module. */
@Global()
@Module({})
export class ProcessingModule {
  /** `closing`: the events by which the log says that days are over. */
  static forRoot(closing: DayClosing): DynamicModule {
    return {
      module: ProcessingModule,
      providers: [
        {
          provide: PROCESSOR,
          inject: [DATABASE, EVENT_STORE, CommandRegistry, CONFIG],
          useFactory: (pool: pg.Pool, store: EventStore, commands: CommandRegistry, config: Config) => new Processor({ pool, store, commands, closing, dayOf: (instant) => dayInZone(instant, config.zone) }),
        },
      ],
      exports: [PROCESSOR],
    };
  }
}
