import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { refuse, Refusal } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import type { Projector } from '#platform/projecting/projector.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import type { CommandDescription, CommandResult } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { z } from 'zod';
import { askLimitOn } from '../asking/ask-limit.js';
import { waveStream, type WaveEvent } from '../events.js';
import { customerFacts } from '../inviting/customer-facts.js';
import { QuestionnaireBook } from '../publishing/questionnaire-book.js';
import { jsonPath } from '../questionnaires/questionnaire-problem.js';
import { drawWave, type FramedCustomer } from './draw-wave.js';
import type { FramedFacts } from './waves.projection.js';
import { waveFileSchema, type WaveFile } from './wave-file.js';

interface Input {
  wave: unknown;
}

export class DrawWave extends GivenCommand<Input> {}

export const drawWaveCommand: CommandDescription = {
  name: 'DrawWave',
  room: 'satisfaction',
  summary: { en: 'Draws the sample of a survey wave, by strata and a recorded seed.', zh: '抽取调查波次样本：分层、按所记录的随机种子。' },
  schema: z.strictObject({ wave: z.record(z.string(), z.unknown()).describe('A wave file (docs/how-to/run-a-survey-wave.md).') }),
  example: { wave: { format: 1, id: '2026-autumn', questionnaire: 'supply-service', opensOn: '2026-10-01', closesOn: '2026-10-31', seed: 'drawn in public', stratifyBy: ['region'], margin: 0.05 } },
  command: DrawWave,
};

/** Draws a wave once: the very same file again changes nothing, another one under its name is refused. */
@CommandHandler(DrawWave)
export class DrawWaveHandler implements ICommandHandler<DrawWave> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(PROJECTOR) private readonly projector: Projector,
    private readonly book: QuestionnaireBook,
  ) {}

  async execute({ input, context }: DrawWave): Promise<CommandResult> {
    const parsed = waveFileSchema.safeParse(input.wave);
    if (!parsed.success) throw new Refusal(parsed.error.issues.map((issue) => ({ code: 'wave-refused', field: jsonPath(issue.path), message: `${jsonPath(issue.path)}: ${issue.message}.` })));
    const file = parsed.data;
    const [before] = await this.store.readStream(waveStream(file.id), { limit: 1 });
    if (before) return this.#again(file, before.payload as unknown as Extract<WaveEvent, { type: 'WaveDrawn' }>['payload']);
    const { questionnaire } = context.dryRun ? await this.book.get(file.questionnaire, file.edition) : await this.book.published(file.questionnaire, context, file.edition);
    const limit = askLimitOn(file.opensOn);
    const { frame, position } = await this.#frame(file, limit.days);
    const { drawn, portions } = drawWave(file, questionnaire.version, frame, position, limit.days);
    return appendDecided<{ drawn: boolean }, WaveEvent>(this.store, {
      stream: waveStream(file.id),
      initial: { drawn: false },
      evolve: () => ({ drawn: true }),
      decide: (state) => (state.drawn ? [] : [drawn, ...portions].map((event) => ({ event, occurredOn: file.opensOn, customers: event.type === 'WaveSampleDrawn' ? event.payload.sample.map(({ customer_no }) => customer_no) : [] }))),
      context,
    });
  }

  #again(file: WaveFile, drawn: { questionnaire: string; opens_on: string; closes_on: string; seed: string; strata: readonly { quota: number }[] }): CommandResult {
    const same = drawn.questionnaire === file.questionnaire && drawn.opens_on === file.opensOn && drawn.closes_on === file.closesOn && drawn.seed === file.seed && (file.strata === undefined || JSON.stringify(file.strata.map(({ quota }) => quota)) === JSON.stringify(drawn.strata.map(({ quota }) => quota)));
    if (same) return { outcome: 'nothing-new', stream: waveStream(file.id), events: [] };
    throw refuse('wave-drawn', `The wave ${file.id} was drawn before with other content; a drawn wave never changes, so a new one has another id.`, 409, { field: 'id', value: file.id });
  }

  /** Everybody of the frame on the day the wave opens, and whether they may be asked. */
  async #frame(file: WaveFile, limitDays: number): Promise<{ frame: FramedCustomer[]; position: number }> {
    const position = await this.store.settle();
    await this.projector.catchUp(position);
    for (const model of ['waves', 'survey_invitation']) await this.projector.requireWhole(model, position, null);
    const opens = dayOf(file.opensOn);
    const since = formatDay(opens - limitDays);
    const asked = await this.pool.query<{ customer_no: string }>(
      'SELECT customer_no FROM wave_sample_v1 WHERE opens_on > $1 UNION SELECT customer_no FROM survey_invitation_v1 WHERE issued_on > $1', [since],
    );
    const spared = new Set(asked.rows.map(({ customer_no }) => customer_no));
    const moment = file.frame.moment ? await this.#seenBy(file.frame.moment.event, formatDay(opens - file.frame.moment.days), file.opensOn, position) : null;
    const { rows } = await this.pool.query<{ customer_no: string; facts: string }>('SELECT customer_no, facts FROM survey_frame_v1 ORDER BY customer_no');
    const frame = rows.flatMap(({ customer_no: customerNo, facts: text }): FramedCustomer[] => {
      const { events, erasures } = JSON.parse(text) as FramedFacts;
      const facts = customerFacts(events, erasures, opens);
      if (!facts?.open || (moment && !moment.has(customerNo))) return [];
      const one = { customerNo, region: facts.region, segment: facts.segment, customer_class: facts.customerClass as string, askable: !facts.withdrawn && !spared.has(customerNo) };
      const { region, segment, customer_class } = file.frame;
      return (region === undefined || one.region === region) && (segment === undefined || one.segment === segment) && (customer_class === undefined || one.customer_class === customer_class) ? [one] : [];
    });
    return { frame, position };
  }

  /** Whom an event of a type concerned within some days. */
  async #seenBy(type: string, after: string, until: string, upTo: number): Promise<Set<string>> {
    const seen = new Set<string>();
    for await (const page of this.store.readAll({ after: 0, upTo, types: [type] })) for (const { envelope } of page) if (envelope.occurredOn > after && envelope.occurredOn <= until) for (const one of envelope.customers) seen.add(one);
    return seen;
  }
}
