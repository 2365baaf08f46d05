import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import type { CommandDescription, CommandResult } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import { builtInEdition } from './built-in-edition.js';
import { RULEBOOK_STREAM, type RulebookEditionPublished } from './events.js';
import { decidePublishEdition, editionHash, evolveRulebook, type RulebookState } from './publish-edition.js';

interface Input {
  edition: JsonObject;
}

export class PublishEdition extends GivenCommand<Input> {}

export const publishEdition: CommandDescription = {
  name: 'PublishEdition',
  room: 'credit',
  summary: {
    en: 'Publishes a rulebook edition; it never changes afterwards and judges what happens from its first day on.',
    zh: '发布评价标准版本：发布后不得更改，自生效日起适用。',
  },
  schema: z.strictObject({ edition: z.record(z.string(), z.unknown()) }),
  example: { edition: { format: 1, id: 'a-copy-of-s001-2018-with-its-own-id-and-first-day' } },
  command: PublishEdition,
};

@CommandHandler(PublishEdition)
export class PublishEditionHandler implements ICommandHandler<PublishEdition> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  execute({ input, context }: PublishEdition): Promise<CommandResult> {
    const occurredOn = formatDay(todayIn(this.config.zone, this.clock));
    return appendDecided<RulebookState, RulebookEditionPublished>(this.store, {
      stream: RULEBOOK_STREAM,
      initial: initialRulebook(),
      evolve: evolveRulebook,
      decide: (state) => {
        const event = decidePublishEdition(state, input.edition);
        return event ? [{ event, occurredOn, customers: [] }] : [];
      },
      context,
    });
  }
}

function initialRulebook(): RulebookState {
  const { source } = builtInEdition();
  return { published: [{ id: source.id, inForceFrom: source.inForceFrom, contentSha256: editionHash(source as unknown as JsonObject) }] };
}
