import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Refusal } from '#platform/deciding/refusal.js';
import { formatDay } from '#platform/kernel/day.js';
import { DATABASE } from '#platform/tokens.js';
import { CreditReader } from '../asking/credit-reader.js';
import type { Question } from '../asking/question.js';
import type { ObjectionRow } from './objection-row.js';

export const OBJECTION_SORTS = ['id', 'customer_no', 'objected_on', 'answer_due_on'] as const;
export type ObjectionSort = (typeof OBJECTION_SORTS)[number];

export interface ObjectionCriteria {
  readonly customerNo?: string;
  /** Only of customers who belong to one of these regions. */
  readonly regions?: readonly string[] | null;
  readonly state?: ObjectionRow['state'];
  /** Only those not answered although their day has passed. */
  readonly overdue?: boolean;
  readonly sort?: ObjectionSort;
  readonly descending?: boolean;
  /** From 1. */
  readonly page?: number;
  /** 1 to 1000, default 100. */
  readonly pageSize?: number;
}

export interface ListedObjection extends ObjectionRow {
  overdue: boolean;
  /** The entry is still live today, by what is known now: one that was upheld is not corrected as long as this is true. */
  entry_live: boolean;
}

const LARGEST_PAGE = 1000;

/** Answers which entries are objected to, and which answers are due. */
@Injectable()
export class ObjectionList {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    private readonly reader: CreditReader,
  ) {}

  /** A page of objections with the number of all that meet the criteria. */
  async list(criteria: ObjectionCriteria = {}): Promise<{ rows: ListedObjection[]; total: number }> {
    const question = await this.reader.question({});
    await this.reader.requireWhole('entry_dispute', question, criteria.customerNo ?? null);
    const today = formatDay(question.asOf);
    const { customerNo = null, regions = null, state = null, overdue = false, sort = 'answer_due_on', descending = false } = criteria;
    const pageSize = Math.min(Math.max(criteria.pageSize ?? 100, 1), LARGEST_PAGE);
    const order = OBJECTION_SORTS.includes(sort) ? sort : 'answer_due_on';
    const conditions = `($1::text IS NULL OR customer_no = $1) AND ($2::text IS NULL OR state = $2) AND (NOT $3::boolean OR (state = 'open' AND answer_due_on < $4::date))
      AND ($5::text[] IS NULL OR customer_no IN (SELECT customer_no FROM ledger_v2 WHERE region = ANY($5)))`;
    const values = [customerNo, state, overdue, today, regions];
    const [{ rows }, count] = await Promise.all([
      this.pool.query<{ row: string }>(
        `SELECT row FROM objection_v1 WHERE ${conditions} ORDER BY ${order} ${descending ? 'DESC' : 'ASC'}, id LIMIT $6 OFFSET $7`,
        [...values, pageSize, (Math.max(criteria.page ?? 1, 1) - 1) * pageSize],
      ),
      this.pool.query<{ total: string }>(`SELECT count(*) AS total FROM objection_v1 WHERE ${conditions}`, values),
    ]);
    const live = new Map<string, ReadonlySet<string>>();
    const listed: ListedObjection[] = [];
    for (const row of rows.map((one) => JSON.parse(one.row) as ObjectionRow)) {
      if (!live.has(row.customer_no)) live.set(row.customer_no, await this.liveEntries(row.customer_no, question));
      listed.push({ ...row, overdue: row.state === 'open' && row.answer_due_on < today, entry_live: live.get(row.customer_no)!.has(row.entry_id) });
    }
    return { rows: listed, total: Number(count.rows[0].total) };
  }

  private async liveEntries(customerNo: string, question: Question): Promise<ReadonlySet<string>> {
    try {
      const { assessment } = await this.reader.assessCustomer(customerNo, question);
      return new Set([...assessment.entries, ...assessment.withoutEffect].map(({ id }) => id));
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return new Set();
      throw error;
    }
  }
}
