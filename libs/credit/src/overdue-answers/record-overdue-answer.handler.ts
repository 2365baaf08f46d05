import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import type { CommandDescription, CommandResult } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { documentNumberField } from '#platform/recording/commands/input-schema.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import { foldDisputedEntry } from '../objections/disputed-entry.js';
import type { EntryEvent } from '../objections/entry-events.js';
import { streamOfObjection } from '../objections/objection-id.js';
import { ratingStream, type RatingEvent } from '../ratings/rating-events.js';
import { OBJECTION_SUBJECTS, overdueStream, type AnswerFellOverdue } from './overdue-answer-events.js';
import { decideRecordOverdueAnswer, type OpenObjection, type RecordOverdueAnswer as Input } from './record-overdue-answer.js';

export class RecordOverdueAnswer extends GivenCommand<Input> {}

export const recordOverdueAnswer: CommandDescription = {
  name: 'RecordOverdueAnswer',
  room: 'credit',
  summary: { en: 'Records that an objection was not answered within its term; given by the house itself when the day has passed.', zh: '记录异议逾期未答复（期限日结束后由系统自动执行）。' },
  schema: z.strictObject({
    subject: z.enum(OBJECTION_SUBJECTS).describe('What was objected to.'),
    id: z.string().min(1).max(300).describe('The id of the objection to an entry, or of the rating.'),
    customer_no: documentNumberField,
  }),
  example: { subject: 'rating', id: 'R-C1024-2024-03-15-1', customer_no: 'C1024' },
  command: RecordOverdueAnswer,
};

@CommandHandler(RecordOverdueAnswer)
export class RecordOverdueAnswerHandler implements ICommandHandler<RecordOverdueAnswer> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ input, context }: RecordOverdueAnswer): Promise<CommandResult> {
    const { subject, id } = input;
    const today = todayIn(this.config.zone, this.clock);
    const objection = subject === 'entry' ? await this.ofEntry(id) : await this.ofRating(id);
    return appendDecided<AnswerFellOverdue | null, AnswerFellOverdue>(this.store, {
      stream: overdueStream(subject, id),
      initial: null,
      evolve: (_, event) => event,
      decide: (before) => {
        const event = decideRecordOverdueAnswer(before, input, objection, today);
        return event ? [{ event, occurredOn: formatDay(dayOf(event.payload.answer_due_on) + 1), customers: [event.payload.customer_no] }] : [];
      },
      context,
    });
  }

  private async ofEntry(id: string): Promise<OpenObjection | null> {
    const stream = streamOfObjection(id);
    const entry = stream === null ? null : foldDisputedEntry(await this.events<EntryEvent>(stream));
    if (!entry?.objectionId) return null;
    // A later objection to the same entry opens only after this one was answered.
    return { customerNo: entry.customerNo, open: entry.objectionId === id && entry.status === 'open', answerDueOn: entry.answerDueOn };
  }

  private async ofRating(id: string): Promise<OpenObjection | null> {
    const events = await this.events<RatingEvent>(ratingStream(id));
    const objected = events.findLast((event) => event.type === 'RatingObjectedTo');
    if (!objected) return null;
    const open = !events.some(({ type }) => type === 'RatingUpheld' || type === 'RatingCorrected');
    return { customerNo: objected.payload.customer_no, open, answerDueOn: dayOf(objected.payload.answer_due_on) };
  }

  private async events<Event>(stream: string): Promise<Event[]> {
    return (await this.store.readStream(stream)).map(({ envelope, payload }) => ({ type: envelope.type, payload }) as unknown as Event);
  }
}
