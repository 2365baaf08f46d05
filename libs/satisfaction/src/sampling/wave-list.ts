import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import type { StratumKey, WaveDrawn } from '../events.js';
import { representativeness, type Representativeness } from '../indices/representativeness.js';

type Drawn = WaveDrawn['payload'];

/** How a wave stands: its strata in the frame, in the sample and among the answers. */
export interface WaveReport {
  readonly wave: string;
  readonly questionnaire: string;
  readonly edition: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly seed: string;
  readonly frame: Drawn['frame'];
  readonly framePosition: number;
  readonly inFrame: number;
  readonly askLimitDays: number;
  readonly drawn: number;
  readonly answered: number;
  /** Answers that no stratum fits, because they do not say where they belong. */
  readonly elsewhere: number;
  readonly strata: readonly { readonly key: string; readonly inFrame: number; readonly quota: number; readonly drawn: number; readonly answered: number; readonly frameShare: number; readonly sampleShare: number; readonly answeredShare: number | null; readonly open: boolean }[];
  readonly sample: Omit<Representativeness, 'strata'>;
  /** Null before anybody answered. */
  readonly answers: Omit<Representativeness, 'strata'> | null;
}

/** Answers what waves there are, and how representative they are. */
@Injectable()
export class WaveList {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
  ) {}

  /** By the day on which they open. */
  async list(): Promise<WaveReport[]> {
    await this.#caughtUp();
    const { rows } = await this.pool.query<{ drawn: string }>('SELECT drawn FROM wave_v1 ORDER BY opens_on, wave');
    return Promise.all(rows.map(({ drawn }) => this.#report(JSON.parse(drawn) as Drawn)));
  }

  /** Refuses, with status 404, a wave that nobody drew. */
  async show(id: string): Promise<WaveReport> {
    await this.#caughtUp();
    const { rows } = await this.pool.query<{ drawn: string }>('SELECT drawn FROM wave_v1 WHERE wave = $1', [id]);
    if (!rows[0]) throw refuse('unknown-wave', `There is no wave '${id}'.`, 404, { field: 'wave', value: id });
    return this.#report(JSON.parse(rows[0].drawn) as Drawn);
  }

  /** Whom to ask in a wave, with their stratum, by number. */
  async sample(id: string): Promise<{ customerNo: string; stratum: string }[]> {
    await this.#caughtUp();
    const { rows } = await this.pool.query<{ customer_no: string; stratum: string }>('SELECT customer_no, stratum FROM wave_sample_v1 WHERE wave = $1 ORDER BY customer_no', [id]);
    return rows.map((row) => ({ customerNo: row.customer_no, stratum: row.stratum }));
  }

  async #caughtUp(): Promise<void> {
    const position = await this.store.settle();
    await this.projector.catchUp(position);
    for (const model of ['waves', 'answers']) await this.projector.requireWhole(model, position, null);
  }

  async #report(drawn: Drawn): Promise<WaveReport> {
    const { rows } = await this.pool.query<{ region: string; segment: string; class: string; n: number }>(
      'SELECT region, segment, class, count(*)::integer AS n FROM answer_v1 WHERE questionnaire = $1 AND wave = $2 AND counted_on IS NOT NULL GROUP BY region, segment, class', [drawn.questionnaire, drawn.wave],
    );
    const answered: Record<string, number> = {};
    let elsewhere = 0;
    for (const { region, segment, class: customer_class, n } of rows) {
      const stratum = drawn.strata.find(({ by }) => fits(by, { region, segment, customer_class }));
      if (stratum) answered[stratum.key] = (answered[stratum.key] ?? 0) + n;
      else elsewhere += n;
    }
    const inFrame = Object.fromEntries(drawn.strata.map((one) => [one.key, one.in_frame]));
    const sample = representativeness(inFrame, Object.fromEntries(drawn.strata.map((one) => [one.key, one.drawn])));
    const total = Object.values(answered).reduce((sum, n) => sum + n, 0);
    const answers = total === 0 ? null : representativeness(inFrame, answered);
    const share = (all: Representativeness | null, key: string): number | null => all?.strata.find(({ stratum }) => stratum === key)?.observedShare ?? null;
    const { strata: _sample, ...ofSample } = sample;
    return {
      wave: drawn.wave, questionnaire: drawn.questionnaire, edition: drawn.edition, opensOn: drawn.opens_on, closesOn: drawn.closes_on, seed: drawn.seed, frame: drawn.frame, framePosition: Number(drawn.frame_position),
      inFrame: drawn.in_frame, askLimitDays: drawn.ask_limit_days, drawn: drawn.strata.reduce((sum, one) => sum + one.drawn, 0), answered: total + elsewhere, elsewhere,
      strata: drawn.strata.map(({ key, in_frame, quota, drawn: n }) => ({
        key, inFrame: in_frame, quota, drawn: n, answered: answered[key] ?? 0,
        frameShare: sample.strata.find(({ stratum }) => stratum === key)!.frameShare, sampleShare: share(sample, key)!, answeredShare: share(answers, key), open: (answered[key] ?? 0) < quota,
      })),
      sample: ofSample,
      answers: answers && (({ strata: _answers, ...rest }) => rest)(answers),
    };
  }
}

/** Whether somebody belongs to a stratum, as far as the answer says where it belongs. */
export const fits = (by: StratumKey, one: { region: string; segment: string; customer_class: string }): boolean =>
  (by.region === undefined || by.region === one.region) && (by.segment === undefined || by.segment === one.segment) && (by.customer_class === undefined || by.customer_class === one.customer_class);
