import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Queryable } from '#platform/projecting/projection.js';
import { momentsPlan, type MomentsPlan } from '../indices/moments-plan.js';
import type { Moments } from '../indices/moments.js';
import { checkQuestionnaire } from '../questionnaires/check-questionnaire.js';
import { CUTS, familyKey, respondentOf, type AnswerRow, type Cut, type Family } from './answer-row.js';
import { momentsOfBytes, momentsToBytes } from './stored-moments.js';

/** Respondents read at a time. */
const PAGE = 5000;
/** The cell of everybody. */
export const EVERYBODY_CUT = 'all';

interface OpenCell {
  readonly family: Family;
  readonly day: string;
  readonly cut: string;
  readonly cell: string;
  readonly moments: Moments;
}

type CountedRow = Pick<AnswerRow, Cut | 'answers' | 'weight'> & { position: string };

const plans = new Map<string, MomentsPlan>();

/** The cells that a page of answers adds to; each answer is added in the order of the log, so that sums come out the same. */
export class CellBook {
  readonly #open = new Map<string, OpenCell>();

  constructor(private readonly db: Queryable) {}

  /** Counts from a day on what a family was answered on another, up to a position; of batches those that are whole (here, or noted before). */
  async count(last: AnswerRow, day: string, countedOn: string, wholeBatches: readonly string[]): Promise<void> {
    const { questionnaire, edition, wave, position } = last;
    const plan = await this.#plan(last);
    // Looked up by the cell alone: a million answers ask for the same few.
    const near = new Map<string, Moments>();
    for (let after = 0; ; ) {
      const { rows } = await this.db.query<CountedRow>(
        `UPDATE answer_v1 SET counted_on = $6 WHERE position IN (
           SELECT position FROM answer_v1 a WHERE questionnaire = $1 AND edition = $2 AND wave = $3 AND counted_on IS NULL AND responded_on = $5 AND position > $7 AND position <= $4
             AND (batch = '' OR batch = ANY($8::text[]) OR EXISTS (SELECT FROM answer_batch_v1 b WHERE b.batch = a.batch AND b.seen >= b.size))
           ORDER BY position LIMIT ${PAGE})
         RETURNING position, channel, region, segment, class, weight, answers`,
        [questionnaire, edition, wave, position, day, countedOn, after, wholeBatches],
      );
      if (rows.length === 0) return;
      for (const row of rows.sort((a, b) => Number(a.position) - Number(b.position))) {
        const respondent = respondentOf(row);
        for (const cut of [EVERYBODY_CUT, ...CUTS]) {
          const cell = cut === EVERYBODY_CUT ? '' : row[cut as Cut];
          const key = `${cut}\n${cell}`;
          let moments = near.get(key);
          if (!moments) near.set(key, (moments = (await this.#cell(plan, last, countedOn, cut, cell)).moments));
          plan.add(moments, respondent);
        }
      }
      after = Number(rows.at(-1)!.position);
      if (rows.length < PAGE) return;
    }
  }

  async write(): Promise<void> {
    const cells = [...this.#open.values()];
    for (let i = 0; i < cells.length; i += 500) {
      const some = cells.slice(i, i + 500);
      await this.db.query(
        `INSERT INTO answer_cell_v1 (questionnaire, edition, wave, day, cut, cell, moments)
         SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::date[], $5::text[], $6::text[], $7::bytea[])
         ON CONFLICT (questionnaire, edition, wave, cut, cell, day) DO UPDATE SET moments = excluded.moments`,
        [some.map(({ family }) => family.questionnaire), some.map(({ family }) => family.edition), some.map(({ family }) => family.wave), some.map(({ day }) => day), some.map(({ cut }) => cut), some.map(({ cell }) => cell), some.map(({ moments }) => momentsToBytes(moments))],
      );
    }
  }

  async #cell(plan: MomentsPlan, { questionnaire, edition, wave }: Family, day: string, cut: string, cell: string): Promise<OpenCell> {
    const family = { questionnaire, edition, wave };
    const key = `${familyKey(family)}\n${day}\n${cut}\n${cell}`;
    let open = this.#open.get(key);
    if (!open) {
      const { rows } = await this.db.query<{ moments: Buffer }>('SELECT moments FROM answer_cell_v1 WHERE questionnaire = $1 AND edition = $2 AND wave = $3 AND day = $4 AND cut = $5 AND cell = $6', [questionnaire, edition, wave, day, cut, cell]);
      this.#open.set(key, (open = { family, day, cut, cell, moments: rows[0] ? momentsOfBytes(plan, rows[0].moments) : plan.empty() }));
    }
    return open;
  }

  async #plan({ questionnaire, edition }: Family): Promise<MomentsPlan> {
    const { rows } = await this.db.query<{ definition: string }>('SELECT definition FROM answer_edition_v1 WHERE questionnaire = $1 AND edition = $2', [questionnaire, edition]);
    if (!rows[0]) throw new RangeError(`answers came in to edition ${edition} of ${questionnaire}, which was not published`);
    return planOf(rows[0].definition);
  }
}

/** The plan of a questionnaire as it was published. */
export function planOf(definition: string): MomentsPlan {
  let plan = plans.get(definition);
  if (!plan) {
    const { questionnaire, problems } = checkQuestionnaire(JSON.parse(definition) as JsonObject);
    if (!questionnaire) throw new RangeError(`a published questionnaire is not sound: ${problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
    plans.set(definition, (plan = momentsPlan(questionnaire)));
  }
  return plan;
}
