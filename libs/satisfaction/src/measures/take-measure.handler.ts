import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { z } from 'zod';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { parseDay } from '#platform/kernel/day.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import type { CommandDescription, CommandResult } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { measureStream, type ImprovementMeasureTaken } from '../events.js';
import { QuestionnaireBook } from '../publishing/questionnaire-book.js';
import { decideTakeMeasure, type MeasureInput, type MeasureState } from './take-measure.js';

export class TakeMeasure extends GivenCommand<MeasureInput> {}

const day = z.string().refine((text) => parseDay(text) !== null, 'expected an existing day, YYYY-MM-DD');

export const takeMeasure: CommandDescription = {
  name: 'TakeMeasure',
  room: 'satisfaction',
  summary: { en: 'Records a measure that is to improve a figure; its effect is judged before against after.', zh: '登记针对某项指标的改进措施，按实施前后比较其效果。' },
  schema: z.strictObject({
    measure: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/, 'expected letters, digits, dots and hyphens, at most 63'),
    goal: z.string().min(1).max(500), owner: z.string().min(1).max(200), questionnaire: z.string().min(1).max(63).default('supply-service'),
    figure: z.string().min(1).max(60).describe('csi, nps, csat, or kind and id: indicator:d4_4, dimension:d4, module:basic_service.'),
    aimed_at: z.number().min(-100).max(100).optional(), begins_on: day, ends_on: day,
  }),
  example: { measure: 'M-2026-1', goal: 'Two more counters at noon', owner: 'Li Wei', figure: 'indicator:d4_4', aimed_at: 80, begins_on: '2026-03-01', ends_on: '2026-03-31' },
  command: TakeMeasure,
};

@CommandHandler(TakeMeasure)
export class TakeMeasureHandler implements ICommandHandler<TakeMeasure> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly book: QuestionnaireBook,
  ) {}

  async execute({ input, context }: TakeMeasure): Promise<CommandResult> {
    const { questionnaire } = await this.book.get(input.questionnaire);
    const figures = ['csi', 'nps', 'csat', ...questionnaire.items.filter(({ role }) => role === 'indicator').map(({ id }) => `indicator:${id}`), ...questionnaire.constructs.map(({ id }) => `dimension:${id}`), ...questionnaire.modules.map(({ id }) => `module:${id}`)];
    if (!figures.includes(input.figure)) throw refuse('unknown-figure', `The questionnaire ${questionnaire.id} has no figure '${input.figure}'; expected is csi, nps, csat, or kind and id such as ${figures[3]}.`, 422, { field: 'figure', value: input.figure });
    return appendDecided<MeasureState, ImprovementMeasureTaken>(this.store, {
      stream: measureStream(input.measure), initial: { taken: null }, evolve: (_, { payload }) => ({ taken: payload }),
      decide: (state) => decideTakeMeasure(state, input).map((event) => ({ event, occurredOn: event.payload.begins_on, customers: [] })),
      context,
    });
  }
}
