import { Global, Inject, Module } from '@nestjs/common';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CLOCK, CONFIG, EVENT_TYPES, PROJECTOR } from '#platform/tokens.js';
import { accessEventTypes } from './event-types.js';
import { AccessLog } from './looks/access-log.js';
import { accessProjection } from './looks/access.projection.js';
import { KnownCustomers } from './looks/known-customers.js';
import { Looks } from './looks/looks.js';
import { PersonalRecords } from './persons/personal-records.js';
import { CommandScope } from './scope/command-scope.js';
import { CustomersReached } from './scope/customers-reached.js';
import { LocalIssuer } from './tokens/local-issuer.js';
import { TokenChecker } from './tokens/token-checker.js';

/** The service door of the access room: who somebody is, what they may, and what they looked at. */
@Global()
@Module({
  providers: [
    { provide: LocalIssuer, inject: [CONFIG], useFactory: ({ home }: Config) => new LocalIssuer(home) },
    { provide: TokenChecker, inject: [CONFIG, LocalIssuer, CLOCK], useFactory: ({ tokens }: Config, issuer: LocalIssuer, clock: Clock) => new TokenChecker(tokens, issuer, clock) },
    CustomersReached,
    CommandScope,
    KnownCustomers,
    Looks,
    AccessLog,
    PersonalRecords,
  ],
  exports: [LocalIssuer, TokenChecker, CustomersReached, CommandScope, Looks, AccessLog, PersonalRecords],
})
export class AccessModule {
  constructor(@Inject(EVENT_TYPES) types: EventTypes, @Inject(PROJECTOR) projector: Projector) {
    types.register(accessEventTypes);
    projector.add(accessProjection);
  }
}
