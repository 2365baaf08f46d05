import { Inject, Module } from '@nestjs/common';
import type { EventTypes } from '#platform/event-store/event-types.js';
import { EVENT_TYPES } from '#platform/tokens.js';
import { satisfactionEventTypes } from './event-types.js';
import { InvitingModule } from './inviting/inviting.module.js';
import { PublishingModule } from './publishing/publishing.module.js';
import { SurveyingModule } from './surveying.module.js';

/** The service door of the satisfaction room: surveys, answers, indices. */
@Module({ imports: [PublishingModule, SurveyingModule, InvitingModule], exports: [PublishingModule, SurveyingModule, InvitingModule] })
export class SatisfactionModule {
  constructor(@Inject(EVENT_TYPES) types: EventTypes) {
    types.register(satisfactionEventTypes);
  }
}
