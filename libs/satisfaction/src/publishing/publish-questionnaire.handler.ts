import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import type { CommandDescription, CommandResult } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import { questionnaireStream, type QuestionnaireEditionPublished } from '../events.js';
import { decidePublishQuestionnaire, evolveQuestionnaire, type QuestionnaireState } from './publish-questionnaire.js';

interface Input {
  questionnaire: JsonObject;
}

export class PublishQuestionnaire extends GivenCommand<Input> {}

export const publishQuestionnaire: CommandDescription = {
  name: 'PublishQuestionnaire',
  room: 'satisfaction',
  summary: {
    en: 'Publishes an edition of a questionnaire; it never changes afterwards.',
    zh: '发布问卷版本：发布后不得更改。',
  },
  schema: z.strictObject({ questionnaire: z.record(z.string(), z.unknown()) }),
  example: { questionnaire: { format: 1, id: 'a-copy-of-supply-service-with-its-own-id', version: 1 } },
  command: PublishQuestionnaire,
};

@CommandHandler(PublishQuestionnaire)
export class PublishQuestionnaireHandler implements ICommandHandler<PublishQuestionnaire> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  execute({ input: { questionnaire }, context }: PublishQuestionnaire): Promise<CommandResult> {
    const { id } = questionnaire;
    if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9.-]{0,62}$/.test(id)) {
      throw refuse('questionnaire-refused', 'id: expected lower-case letters, digits, dots and hyphens, at most 63.', 422, { field: 'id' });
    }
    const occurredOn = formatDay(todayIn(this.config.zone, this.clock));
    return appendDecided<QuestionnaireState, QuestionnaireEditionPublished>(this.store, {
      stream: questionnaireStream(id),
      initial: { published: [] },
      evolve: evolveQuestionnaire,
      decide: (state) => {
        const event = decidePublishQuestionnaire(state, questionnaire);
        return event ? [{ event, occurredOn, customers: [] }] : [];
      },
      context,
    });
  }
}
