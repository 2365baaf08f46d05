import { Inject, Module } from '@nestjs/common';
import type { EventTypes } from '#platform/event-store/event-types.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import type { Processor } from '#platform/processing/processor.js';
import { EVENT_TYPES, PROCESSOR, PROJECTOR } from '#platform/tokens.js';
import { CreditReader } from '../asking/credit-reader.js';
import { deskHandler } from '#platform/recording/commands/desk-command.js';
import { DISPUTE_READER } from '../explaining/disputes.js';
import { entryDisputeProjection } from '../objections/entry-dispute.projection.js';
import { EntryDisputes } from '../objections/entry-disputes.js';
import { entryEventTypes } from '../objections/entry-event-types.js';
import { objectionCommands } from '../objections/objection-commands.js';
import { ObjectionDesk } from '../objections/objection-desk.js';
import { ObjectionList } from '../objections/objection-list.js';
import { overdueAnswerEventTypes } from '../overdue-answers/overdue-answer-event-type.js';
import { recordOverdueAnswer, RecordOverdueAnswerHandler } from '../overdue-answers/record-overdue-answer.handler.js';
import { whenAnAnswerIsOverdueThenRecordIt } from '../overdue-answers/when-an-answer-is-overdue-then-record-it.js';
import { ratingCommands } from './rating-commands.js';
import { RatingDesk } from './rating-desk.js';
import { ratingEventTypes } from './rating-event-types.js';
import { RatingList } from './rating-list.js';
import { ratingProjection } from './rating.projection.js';

/** What persons decide about scores: formal ratings, and objections to single entries. */
@Module({
  providers: [
    CreditReader,
    RatingDesk,
    RecordOverdueAnswerHandler,
    RatingList,
    ObjectionDesk,
    ObjectionList,
    EntryDisputes,
    { provide: DISPUTE_READER, useExisting: EntryDisputes },
    ...ratingCommands.map((command) => deskHandler(command, RatingDesk)),
    ...objectionCommands.map((command) => deskHandler(command, ObjectionDesk)),
  ],
  exports: [RatingDesk, RatingList, ObjectionDesk, ObjectionList, EntryDisputes, DISPUTE_READER],
})
export class RatingsModule {
  constructor(
    @Inject(EVENT_TYPES) types: EventTypes,
    @Inject(PROJECTOR) projector: Projector,
    @Inject(PROCESSOR) processor: Processor,
    @Inject(CommandRegistry) commands: CommandRegistry,
  ) {
    types.register([...ratingEventTypes, ...entryEventTypes, ...overdueAnswerEventTypes]);
    processor.add(whenAnAnswerIsOverdueThenRecordIt);
    projector.add(ratingProjection);
    projector.add(entryDisputeProjection);
    commands.add([...ratingCommands, ...objectionCommands, recordOverdueAnswer]);
  }
}
