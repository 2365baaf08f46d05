import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import { DATABASE } from '#platform/tokens.js';
import { figuresOf, indexWords } from '../asking/figure-words.js';
import { SatisfactionReader } from '../asking/satisfaction-reader.js';
import { measureEffect } from '../improving/measure-effect.js';
import { withheldFigure, Z, type Figure } from '../indices/figure.js';
import type { MeasureInput } from './take-measure.js';

/** A measure with the figure before it began and after it ended. */
export interface JudgedMeasure {
  readonly measure: string;
  readonly goal: string;
  readonly owner: string;
  readonly questionnaire: string;
  readonly figure: string;
  readonly aimedAt: number | null;
  readonly beginsOn: string;
  readonly endsOn: string;
  readonly before: { readonly value: number | null; readonly n: number };
  readonly after: { readonly value: number | null; readonly n: number };
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  /** `under-way`: not ended yet. */
  readonly verdict: 'under-way' | ReturnType<typeof measureEffect>['verdict'];
  readonly goalReached: boolean | null;
  /** A task: the measure has ended and shows no effect, or a worse figure. */
  readonly task: string | null;
}

/** Answers are compared that came at most so many days before a measure began, and after it ended. */
export const COMPARED_DAYS = 365;

/** Answers what measures were taken and what came of them. */
@Injectable()
export class MeasureList {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    private readonly reader: SatisfactionReader,
  ) {}

  /** By the day on which they begin. Refusals as of SatisfactionReader.select. */
  async list(): Promise<JudgedMeasure[]> {
    const today = this.reader.today();
    await this.reader.select({});
    const { rows } = await this.pool.query<{ content: string }>('SELECT content FROM measure_v1 ORDER BY begins_on, measure');
    const judged: JudgedMeasure[] = [];
    for (const { content } of rows) judged.push(await this.#judge(JSON.parse(content) as MeasureInput, today));
    return judged;
  }

  async #judge(one: MeasureInput, today: string): Promise<JudgedMeasure> {
    const before = await this.#figure(one, formatDay(dayOf(one.begins_on) - COMPARED_DAYS - 1), formatDay(dayOf(one.begins_on) - 1));
    const after = await this.#figure(one, one.ends_on, formatDay(dayOf(one.ends_on) + COMPARED_DAYS));
    const { change, verdict, goalReached, raise } = measureEffect(before, after, one.aimed_at);
    const ended = one.ends_on < today;
    return {
      measure: one.measure, goal: one.goal, owner: one.owner, questionnaire: one.questionnaire, figure: one.figure, aimedAt: one.aimed_at ?? null, beginsOn: one.begins_on, endsOn: one.ends_on,
      before: { value: before.value, n: before.n }, after: { value: after.value, n: after.n },
      difference: change.difference, low: change.low, high: change.high, p: change.p, goalReached,
      verdict: ended ? verdict : 'under-way',
      task: ended && raise ? `${one.owner}: ${verdict === 'worse' ? 'the figure is worse than before' : 'no effect shown'}; say why, and what is done instead.` : null,
    };
  }

  /** The figure among the answers that count after one day and through another. */
  async #figure({ questionnaire, figure }: MeasureInput, after: string, through: string): Promise<Figure> {
    const indices = await this.reader.between({ questionnaire }, after, through);
    const found = figuresOf(indexWords(indices, null)).find(({ kind, id }) => figure === kind || figure === `${kind}:${id}`)?.figure;
    if (!found) return withheldFigure(0, 'Nobody answered.');
    return { ...found, standardError: found.high === null || found.value === null ? null : (found.high - found.value) / Z };
  }
}
