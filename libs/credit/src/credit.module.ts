import { Inject, Module } from '@nestjs/common';
import type { Config } from '#platform/config/config.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { CONFIG, EVENT_TYPES, PROJECTOR } from '#platform/tokens.js';
import { CreditReader } from './asking/credit-reader.js';
import { closeDay, CloseDayHandler } from './calendar/close-day.handler.js';
import { publishEdition, PublishEditionHandler } from './editions/publish-edition.handler.js';
import { creditEventTypes } from './event-types.js';
import { creditProjection } from './ledger/credit.projection.js';
import { RatingsModule } from './ratings/ratings.module.js';

/** The service door of the credit room: what judges customers, and who answers for it. */
@Module({
  imports: [RatingsModule],
  providers: [CreditReader, CloseDayHandler, PublishEditionHandler],
  exports: [CreditReader],
})
export class CreditModule {
  constructor(
    @Inject(EVENT_TYPES) types: EventTypes,
    @Inject(PROJECTOR) projector: Projector,
    @Inject(CommandRegistry) commands: CommandRegistry,
    @Inject(CONFIG) config: Config,
  ) {
    types.register(creditEventTypes);
    projector.add(creditProjection(config.zone));
    commands.add([closeDay, publishEdition]);
  }
}
