import { Module, type DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import { AccessModule } from '#access/access.module.js';
import { billing } from '#billing/billing.module.js';
import { cooperation } from '#cooperation/cooperation.module.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { DAY_CLOSING } from '#credit/calendar/events.js';
import { CreditModule } from '#credit/credit.module.js';
import { ObjectionList } from '#credit/objections/objection-list.js';
import { RatingsModule } from '#credit/ratings/ratings.module.js';
import { RatingList } from '#credit/ratings/rating-list.js';
import { customers } from '#customers/customers.module.js';
import { ErasureModule } from '#erasure/erasure.module.js';
import { fieldAssessment } from '#field-assessment/field-assessment.module.js';
import { legal } from '#legal/legal.module.js';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import { formatDay } from '#platform/kernel/day.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { IntegrityModule } from '#platform/integrity/integrity.module.js';
import { PlatformModule, type PlatformOptions } from '#platform/platform.module.js';
import { Documents } from '#platform/recording/documents/documents.js';
import { SubjectVaults } from '#platform/recording/personal-vault.js';
import { ProcessingModule } from '#platform/processing/processing.module.js';
import { RecordingModule } from '#platform/recording/recording.module.js';
import { CLOCK, CONFIG, DATABASE, EVENT_STORE, EVENT_TYPES, VAULT } from '#platform/tokens.js';
import { safety } from '#safety/safety.module.js';
import { SatisfactionModule } from '#satisfaction/satisfaction.module.js';
import { personFacts } from './erasing/person-facts.js';

const RECORDING_ROOMS = [customers, billing, safety, legal, cooperation, fieldAssessment];

/** The whole product without an entrance: the platform, the rooms that record, the room that judges. */
@Module({})
export class GridledgerModule {
  static forRoot(options: PlatformOptions = {}): DynamicModule {
    return {
      module: GridledgerModule,
      imports: [
        PlatformModule.forRoot(options),
        RecordingModule.forRooms(RECORDING_ROOMS, {
          inject: [EVENT_STORE, DATABASE, VAULT, CLOCK, CONFIG, EVENT_TYPES],
          useFactory: (store: EventStore, pool: pg.Pool, vault: Vault, clock: Clock, config: Config, types: EventTypes) => {
            types.register(RECORDING_ROOMS.flatMap((room) => room.eventTypes));
            return {
              store,
              documents: new Documents(pool),
              vault: new SubjectVaults(vault),
              today: () => formatDay(todayIn(config.zone, clock)),
            };
          },
        }),
        ProcessingModule.forRoot(DAY_CLOSING),
        CreditModule,
        SatisfactionModule,
        AccessModule,
        ErasureModule.forRoot({
          imports: [CreditModule, RatingsModule],
          inject: [CreditReader, RatingList, ObjectionList],
          useFactory: (reader: CreditReader, ratings: RatingList, objections: ObjectionList) => (customerNo: string) => personFacts(reader, ratings, objections, customerNo),
        }),
        IntegrityModule.forRoot({ checkpointAfter: ['DayClosed'] }),
      ],
    };
  }
}
