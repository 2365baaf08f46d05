import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DATABASE } from '#platform/tokens.js';
import type { Respondent } from '../answers/answers.js';
import { respondentOf, type Family } from '../counting/answer-row.js';
import { momentsOfBytes } from '../counting/stored-moments.js';
import type { MomentsPlan } from '../indices/moments-plan.js';
import { mergeMoments, type Moments } from '../indices/moments.js';
import type { ToldHistory } from '../indices/told-states.js';

export interface CountedFamily extends Family {
  readonly history: ToldHistory;
  /** Answers that are not counted yet. */
  readonly waiting: number;
}

/** Which of the counted answers: of some families, through a day, of one cell or of everybody. */
export interface Counted {
  readonly families: readonly Family[];
  readonly day: string;
  /** Only those that count after this day. */
  readonly after?: string;
  readonly cut?: string;
  readonly cell?: string;
}

/** Reads what the projection has counted. */
@Injectable()
export class CountedAnswers {
  constructor(@Inject(DATABASE) private readonly pool: pg.Pool) {}

  /** The families of a questionnaire, by edition and wave. */
  async families(questionnaire: string): Promise<CountedFamily[]> {
    const { rows } = await this.pool.query<{ edition: number; wave: string; waiting: number; history: string }>('SELECT edition, wave, waiting, history FROM answer_family_v1 WHERE questionnaire = $1 ORDER BY edition, wave', [questionnaire]);
    return rows.map(({ edition, wave, waiting, history }) => ({ questionnaire, edition, wave, waiting, history: JSON.parse(history) as ToldHistory }));
  }

  /** Moments by family and cell of one cut, days merged in their order. */
  async moments(plan: MomentsPlan, questionnaire: string, edition: number, cut: string, day: string, after = '0001-01-01'): Promise<Map<string, Map<string, Moments>>> {
    const { rows } = await this.pool.query<{ wave: string; cell: string; moments: Buffer }>(
      'SELECT wave, cell, moments FROM answer_cell_v1 WHERE questionnaire = $1 AND edition = $2 AND cut = $3 AND day <= $4 AND day > $5 ORDER BY wave, cell, day',
      [questionnaire, edition, cut, day, after],
    );
    const waves = new Map<string, Map<string, Moments>>();
    for (const row of rows) {
      const cells = waves.get(row.wave) ?? new Map<string, Moments>();
      waves.set(row.wave, cells);
      const moments = momentsOfBytes(plan, row.moments);
      const before = cells.get(row.cell);
      if (before) mergeMoments(before, moments);
      else cells.set(row.cell, moments);
    }
    return waves;
  }

  /** The respondents themselves, in the order of the log. */
  async respondents(which: Counted): Promise<(Respondent & { region: string; segment: string; class: string })[]> {
    const { families: [first], day, after = '0001-01-01', cut, cell } = which;
    if (!first) return [];
    const { rows } = await this.pool.query<{ answers: string; weight: number; region: string; segment: string; class: string }>(
      `SELECT answers, weight, region, segment, class FROM answer_v1 WHERE questionnaire = $1 AND edition = $2 AND wave = ANY($3::text[]) AND counted_on <= $4 AND counted_on > $5${cut === undefined ? '' : ` AND ${COLUMNS[cut]} = $6`} ORDER BY position`,
      [first.questionnaire, first.edition, which.families.map(({ wave }) => wave), day, after, ...(cut === undefined ? [] : [cell])],
    );
    return rows.map((row) => ({ ...respondentOf(row), region: row.region, segment: row.segment, class: row.class }));
  }

  /** How many were asked in a wave: invitations, or where there are none yet the sample; null for no wave. */
  async asked(wave: string): Promise<number | null> {
    if (wave === '') return null;
    const { rows: [{ invited }] } = await this.pool.query<{ invited: string }>('SELECT count(*) AS invited FROM survey_invitation_v1 WHERE wave = $1', [wave]);
    if (Number(invited) > 0) return Number(invited);
    const { rows: [{ drawn }] } = await this.pool.query<{ drawn: string }>('SELECT count(*) AS drawn FROM wave_sample_v1 WHERE wave = $1', [wave]);
    return Number(drawn) || null;
  }
}

// Names of columns, which no text from outside becomes part of.
const COLUMNS: Readonly<Record<string, string>> = { region: 'region', segment: 'segment', class: 'class', channel: 'channel', wave: 'wave' };
