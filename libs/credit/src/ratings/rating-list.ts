import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { refuse, Refusal } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { DATABASE, EVENT_STORE, VAULT } from '#platform/tokens.js';
import { CreditReader } from '../asking/credit-reader.js';
import type { Question } from '../asking/question.js';
import { openTexts } from '../deciding/sealed-text.js';
import type { Grade } from '../rules/rule-ids.js';
import type { RatingStage } from './rating.js';
import { ratingStream, type JudgedScore, type RatingProposed } from './rating-events.js';
import type { RatingRow } from './rating-row.js';

/** What the list is sorted by; equal ones go by id. */
export const RATING_SORTS = ['id', 'customer_no', 'as_of', 'issued_on', 'answer_due_on'] as const;
export type RatingSort = (typeof RATING_SORTS)[number];

export interface RatingCriteria {
  readonly customerNo?: string;
  /** Only of customers who belong to one of these regions. */
  readonly regions?: readonly string[] | null;
  readonly grade?: Grade;
  readonly state?: RatingStage;
  /** Only objections that were not answered although their day has passed. */
  readonly overdue?: boolean;
  readonly sort?: RatingSort;
  readonly descending?: boolean;
  /** From 1. */
  readonly page?: number;
  /** 1 to 1000, default 100. */
  readonly pageSize?: number;
}

/** A rating of the list. What is computed today stands beside what was issued, which it never changes. */
export interface ListedRating extends RatingRow {
  /** The objection is not answered although its day has passed. */
  overdue: boolean;
  /** The customer's grade and total today, by what is known now; null where there is none (a closed account). */
  grade_now: Grade | null;
  total_now: string | null;
  /** The rating holds (issued, not corrected) and its grade is not today's. */
  differs_now: boolean;
}

export interface RatingPage {
  readonly rows: readonly ListedRating[];
  /** All that meet the criteria, on all pages. */
  readonly total: number;
}

/** One step of a rating as the log has it. */
export interface RatingStep {
  readonly event: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly recordedAt: string | null;
  readonly position: number | null;
  readonly by: string | null;
  /** The customer's words or the answer to them; null where there are none, and where they were erased. */
  readonly text: string | null;
  readonly erased: boolean;
}

/** A rating with what it was judged on and every step since. */
export interface ShownRating extends ListedRating {
  readonly note: string | null;
  readonly reason: string | null;
  readonly judged: JudgedScore;
  readonly steps: readonly RatingStep[];
}

const HOLDING: readonly RatingStage[] = ['issued', 'noticed', 'objected', 'upheld'];
const LARGEST_PAGE = 1000;

/** Answers what was decided on whom. */
@Injectable()
export class RatingList {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly reader: CreditReader,
  ) {}

  /** A page of ratings. Sort and paging come from the edge, which has checked them. */
  async list(criteria: RatingCriteria = {}): Promise<RatingPage> {
    const question = await this.reader.question({});
    await this.reader.requireWhole('rating', question, criteria.customerNo ?? null);
    const { customerNo = null, regions = null, grade = null, state = null, overdue = false, sort = 'id', descending = false } = criteria;
    const pageSize = Math.min(Math.max(criteria.pageSize ?? 100, 1), LARGEST_PAGE);
    const order = RATING_SORTS.includes(sort) ? sort : 'id';
    const conditions = `($1::text IS NULL OR customer_no = $1) AND ($2::text IS NULL OR grade = $2) AND ($3::text IS NULL OR state = $3)
      AND (NOT $4::boolean OR (state = 'objected' AND answer_due_on < $5::date))
      AND ($6::text[] IS NULL OR customer_no IN (SELECT customer_no FROM ledger_v2 WHERE region = ANY($6)))`;
    const values = [customerNo, grade, state, overdue, formatDay(question.asOf), regions];
    const [{ rows }, count] = await Promise.all([
      this.pool.query<{ row: string }>(
        `SELECT row FROM rating_v1 WHERE ${conditions} ORDER BY ${order} ${descending ? 'DESC' : 'ASC'} NULLS LAST, id LIMIT $7 OFFSET $8`,
        [...values, pageSize, (Math.max(criteria.page ?? 1, 1) - 1) * pageSize],
      ),
      this.pool.query<{ total: string }>(`SELECT count(*) AS total FROM rating_v1 WHERE ${conditions}`, values),
    ]);
    const now = new ScoresNow(this.reader, question);
    const listed: ListedRating[] = [];
    for (const { row } of rows) listed.push(await now.beside(JSON.parse(row) as RatingRow));
    return { rows: listed, total: Number(count.rows[0].total) };
  }

  /** One rating whole. Refuses an id that names none, with status 404. */
  async show(id: string): Promise<ShownRating> {
    const question = await this.reader.question({});
    const { rows } = await this.pool.query<{ row: string }>('SELECT row FROM rating_v1 WHERE id = $1', [id]);
    if (rows.length === 0) throw refuse('unknown-rating', `There is no rating '${id}'; 'ratings list' shows those there are.`, 404, { field: 'rating_id', value: id, expected: 'an id that ratings list shows' });
    const listed = await new ScoresNow(this.reader, question).beside(JSON.parse(rows[0].row) as RatingRow);
    const events = await this.store.readStream(ratingStream(id));
    const { note = null, reason = null, judged } = events[0].payload as unknown as RatingProposed['payload'];
    const sealed = events.map(({ envelope, payload }) => sealedIn(envelope.type, payload, id));
    const opened = await openTexts(this.vault, listed.customer_no, sealed.filter((one) => one !== null));
    let next = 0;
    const steps = events.map(({ envelope, recordedAt, position }, i): RatingStep => {
      const text = sealed[i] === null ? null : opened[next++];
      return { event: envelope.id, type: envelope.type, occurredOn: envelope.occurredOn, recordedAt, position, by: envelope.recordedBy ?? null, text, erased: sealed[i] !== null && text === null };
    });
    return { ...listed, note, reason, judged, steps };
  }
}

function sealedIn(type: string, payload: Record<string, unknown>, id: string): { text: string; place: string } | null {
  if (type === 'RatingObjectedTo') return { text: String(payload.statement), place: `rating-objection ${id}` };
  if (type === 'RatingUpheld') return { text: String(payload.answer), place: `rating-answer ${id}` };
  return null;
}

/** Today's scores of the customers on one page, each worked out once. */
class ScoresNow {
  readonly #known = new Map<string, { grade: Grade; total: string } | null>();

  constructor(
    private readonly reader: CreditReader,
    private readonly question: Question,
  ) {}

  async beside(row: RatingRow): Promise<ListedRating> {
    if (!this.#known.has(row.customer_no)) this.#known.set(row.customer_no, await this.#score(row.customer_no));
    const now = this.#known.get(row.customer_no) ?? null;
    const holds = HOLDING.includes(row.state);
    return {
      ...row,
      overdue: row.state === 'objected' && row.answer_due_on !== null && dayOf(row.answer_due_on) < this.question.asOf,
      grade_now: now?.grade ?? null,
      total_now: now?.total ?? null,
      differs_now: holds && now !== null && now.grade !== row.grade,
    };
  }

  async #score(customerNo: string): Promise<{ grade: Grade; total: string } | null> {
    try {
      const { assessment } = await this.reader.assessCustomer(customerNo, this.question);
      return { grade: assessment.grade, total: formatPoints(assessment.total, assessment.scale) };
    } catch (error) {
      // A closed account, or one that was entered in error since, has no score today.
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  }
}
