import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { dayOf, parseDay } from '#platform/kernel/day.js';
import type { CommandDescription, CommandResult } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import { decideCloseDay, evolveCalendar, type CalendarState } from './close-day.js';
import { CALENDAR_STREAM, type DayClosed } from './events.js';

interface Input {
  day: string;
}

export class CloseDay extends GivenCommand<Input> {}

export const closeDay: CommandDescription = {
  name: 'CloseDay',
  room: 'credit',
  summary: {
    en: 'Records that every day since the last closed one is over, through a day that lies behind.',
    zh: '日结：记录自上次日结以来直至所给日期的各日均已结束。',
  },
  schema: z.strictObject({ day: z.string().refine((text) => parseDay(text) !== null, 'expected an existing day, YYYY-MM-DD') }),
  example: { day: '2024-03-31' },
  command: CloseDay,
};

@CommandHandler(CloseDay)
export class CloseDayHandler implements ICommandHandler<CloseDay> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  execute({ input, context }: CloseDay): Promise<CommandResult> {
    const today = todayIn(this.config.zone, this.clock);
    return appendDecided<CalendarState, DayClosed>(this.store, {
      stream: CALENDAR_STREAM,
      initial: { through: null },
      evolve: evolveCalendar,
      decide: (state) => {
        const event = decideCloseDay(state, dayOf(input.day), today);
        return event ? [{ event, occurredOn: event.payload.through, customers: [] }] : [];
      },
      context,
    });
  }
}
