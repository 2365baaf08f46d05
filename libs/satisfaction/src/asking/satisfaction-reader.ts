import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { formatDay, parseDay } from '#platform/kernel/day.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CLOCK, CONFIG, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { EVERYBODY_CUT, planOf } from '../counting/cell-book.js';
import { waveStream, type WaveDrawn } from '../events.js';
import { indicesOfRows } from '../indices/indices-of-rows.js';
import { indicesOfMoments } from '../indices/indices-of-moments.js';
import type { Indices } from '../indices/indices.js';
import type { MomentsPlan } from '../indices/moments-plan.js';
import { mergeMoments, type Moments } from '../indices/moments.js';
import { responseRate } from '../indices/sample-size.js';
import { toldOn } from '../indices/told-states.js';
import { DEFAULT_QUESTIONNAIRE, QuestionnaireBook, type KnownQuestionnaire } from '../publishing/questionnaire-book.js';
import { CountedAnswers, type CountedFamily } from './counted-answers.js';
import { indexWords, type ToldIndices } from './figure-words.js';
import { marginsOf, rakedRespondents } from './raked-respondents.js';
import { cutOf, type By, type SatisfactionInput } from './satisfaction-question.js';
import { trendOf, type ToldChange } from './trend.js';
import { withheldIndices, withholdFew } from './withhold-few.js';

export interface ToldGroup extends ToldIndices {
  readonly by: By;
  /** Null: the answer does not say. */
  readonly key: string | null;
}

/** The answer: what it rests on, the indices of everybody selected, and of groups where they were asked for. */
export interface Satisfaction extends ToldIndices {
  readonly questionnaire: string;
  readonly edition: number;
  readonly asOf: string;
  readonly wave: string | null;
  /** The last position of the log that is counted. */
  readonly position: number;
  /** Answers that wait until they can be told of without telling of few. */
  readonly waiting: number;
  readonly weights?: 'raking';
  readonly groups?: readonly ToldGroup[];
  /** Between waves, oldest first: all tests of the answer corrected together. */
  readonly changes?: readonly ToldChange[];
}

/** A question with what answers it. */
export interface Selected {
  readonly known: KnownQuestionnaire;
  readonly plan: MomentsPlan;
  readonly day: string;
  readonly wave: string | null;
  readonly families: readonly CountedFamily[];
  readonly position: number;
}

/** Answers what customers think: every index as of any day. */
@Injectable()
export class SatisfactionReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly book: QuestionnaireBook,
    private readonly counted: CountedAnswers,
  ) {}

  today(): string {
    return formatDay(todayIn(this.config.zone, this.clock));
  }

  /** Refuses an unknown questionnaire, edition or wave (404), an impossible day (400), and while the read model is paused or not whole (503). */
  async select({ questionnaire = DEFAULT_QUESTIONNAIRE, edition, asOf = this.today(), wave }: SatisfactionInput): Promise<Selected> {
    if (parseDay(asOf) === null) throw refuse('impossible-day', `--as-of '${asOf}' is not an existing day; days are written YYYY-MM-DD.`, 400, { field: 'as-of', value: asOf, expected: 'an existing day, YYYY-MM-DD' });
    const position = await this.store.settle();
    await this.projector.catchUp(position);
    await this.projector.requireWhole('answers', position, null);
    await this.book.get(questionnaire, edition);
    const all = await this.counted.families(questionnaire);
    const drawn = wave === undefined ? undefined : ((await this.store.readStream(waveStream(wave), { limit: 1 }))[0]?.payload as unknown as WaveDrawn['payload'] | undefined);
    const inWave = wave === undefined ? all : all.filter((one) => one.wave === wave);
    if (wave !== undefined && inWave.length === 0 && drawn?.questionnaire !== questionnaire) {
      throw refuse('unknown-wave', `The questionnaire ${questionnaire} has no wave '${wave}'.`, 404, { field: 'wave', value: wave });
    }
    const known = await this.book.get(questionnaire, edition ?? inWave.at(-1)?.edition ?? drawn?.edition);
    const families = inWave.filter((one) => one.edition === known.questionnaire.version);
    return { known, plan: planOf(JSON.stringify(known.definition)), day: asOf, wave: wave ?? null, families, position };
  }

  async answer(input: SatisfactionInput): Promise<Satisfaction> {
    const selected = await this.select(input);
    const { known: { questionnaire }, day, wave, families, position } = selected;
    const raked = input.weights === undefined ? null : await this.#raked(selected, input.by);
    const whole = raked ? raked.of() : await this.#wholeOf(selected, families);
    const asked = wave === null ? null : await this.counted.asked(wave);
    const words = indexWords(whole, responseRate(whole.respondents, asked ?? undefined));
    const groups = input.by === undefined ? undefined : await this.#groups(selected, input.by, whole, raked?.of);
    return {
      questionnaire: questionnaire.id, edition: questionnaire.version, asOf: day, wave, position, waiting: families.reduce((sum, one) => sum + one.waiting, 0), ...words,
      ...(input.weights ? { weights: input.weights } : {}),
      ...(groups ? { groups } : {}),
      ...(input.by === 'wave' ? { changes: trendOf(await this.#inOrder(groups!)) } : {}),
    };
  }

  /** The indices of the answers that count after a day and through another: both are days that can be asked, so that their difference is none of few. */
  async between(input: SatisfactionInput, after: string, through: string): Promise<Indices> {
    const { known: { questionnaire }, plan, families } = await this.select({ ...input, asOf: through });
    const cells = await this.counted.moments(plan, questionnaire.id, questionnaire.version, EVERYBODY_CUT, through, after);
    const moments = merged(plan, families.flatMap(({ wave }) => [...(cells.get(wave)?.values() ?? [])]));
    try {
      return indicesOfMoments(plan, moments, through);
    } catch {
      const respondents = await this.counted.respondents({ families, day: through, after });
      return indicesOfMoments(plan, moments, through, () => respondents);
    }
  }

  async #wholeOf({ plan, known, day }: Selected, families: readonly CountedFamily[]): Promise<Indices> {
    const cells = await this.counted.moments(plan, known.questionnaire.id, known.questionnaire.version, EVERYBODY_CUT, day);
    const moments = merged(plan, families.flatMap(({ wave }) => [...(cells.get(wave)?.values() ?? [])]));
    return this.#indices(plan, moments, families, day);
  }

  /** The respondents are only read where some items were answered by few of them. */
  async #indices(plan: MomentsPlan, moments: Moments, families: readonly CountedFamily[], day: string, cut?: string, cell?: string): Promise<Indices> {
    try {
      return indicesOfMoments(plan, moments, day);
    } catch {
      const respondents = await this.counted.respondents({ families, day, cut, cell });
      return indicesOfMoments(plan, moments, day, () => respondents);
    }
  }

  async #groups(selected: Selected, by: By, whole: Indices, raked?: (cut: 'region' | 'segment' | 'class', cell: string) => Indices): Promise<ToldGroup[]> {
    const { plan, known: { questionnaire }, families, day } = selected;
    const cut = cutOf(by);
    const told = new Map<string, { moments: Moments[]; families: CountedFamily[] }>();
    const hidden = new Map<string, string>();
    const cells = await this.counted.moments(plan, questionnaire.id, questionnaire.version, cut ?? EVERYBODY_CUT, day);
    for (const family of families) {
      const state = toldOn(family.history, day);
      for (const [cell, moments] of cells.get(family.wave) ?? []) {
        const key = cut === null ? family.wave : cell;
        const why = cut === null ? undefined : state?.withheld[cut]?.[cell];
        if (why !== undefined) hidden.set(key, why);
        else {
          const one = told.get(key) ?? { moments: [], families: [] };
          told.set(key, { moments: [...one.moments, moments], families: [...one.families, family] });
        }
      }
    }
    const indices: Record<string, Indices> = {};
    for (const [key, one] of told) indices[key] = raked ? raked(cut as 'region', key) : await this.#indices(plan, merged(plan, one.moments), one.families, day, cut ?? 'wave', key);
    const shown = withholdFew(whole, indices, []);
    for (const [key, why] of hidden) {
      if (shown[key]) continue;
      const n = families.reduce((sum, { history }) => sum + (toldOn(history, day)?.counts[cut!]?.[key] ?? 0), 0);
      shown[key] = { ...withheldIndices(whole, why), respondents: n };
    }
    const asked = by === 'wave' ? new Map(await Promise.all([...told.keys()].map(async (key) => [key, await this.counted.asked(key)] as const))) : null;
    return Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => ({ by, key: key === '' ? null : key, ...indexWords(one, responseRate(one.respondents, asked?.get(key) ?? undefined)) }));
  }

  /** Indices of the respondents of a wave, weighted to its frame. */
  async #raked({ known: { questionnaire }, wave, families, day }: Selected, by?: By): Promise<{ of: (cut?: 'region' | 'segment' | 'class', cell?: string) => Indices }> {
    const [drawn] = wave === null ? [] : await this.store.readStream(waveStream(wave), { limit: 1 });
    if (!drawn || by === 'wave' || by === 'channel') throw refuse('no-frame', `Answers are weighted to the frame of a wave${by ? ', by region, segment or class' : ''}: say --wave.`, 400, { field: 'weights', value: 'raking' });
    const respondents = rakedRespondents(await this.counted.respondents({ families, day }), marginsOf(drawn.payload as unknown as WaveDrawn['payload']));
    return { of: (cut, cell) => indicesOfRows(questionnaire, day, cut === undefined ? respondents : respondents.filter((one) => one[cut] === cell)) };
  }

  /** Waves by the day on which they opened; answers of none come first. */
  async #inOrder(groups: readonly ToldGroup[]): Promise<ToldGroup[]> {
    const opened = await Promise.all(groups.map(async (group) => {
      const [drawn] = group.key === null ? [] : await this.store.readStream(waveStream(group.key), { limit: 1 });
      return { group, day: drawn ? (drawn.payload as unknown as WaveDrawn['payload']).opens_on : '' };
    }));
    return opened.filter(({ group }) => group.key !== null).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).map(({ group }) => group);
  }
}

function merged(plan: MomentsPlan, all: readonly Moments[]): Moments {
  const sum = plan.empty();
  for (const one of all) mergeMoments(sum, one);
  return sum;
}
