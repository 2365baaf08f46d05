import type { Day } from '#platform/kernel/day.js';
import type { Question } from '../asking/question.js';

/** What the customer and the supplier have said about one entry, as of a day and as known then (domain.md §3.5). */
export interface EntryDispute {
  /** From the day of an objection until the day on which it is answered. */
  readonly disputed: boolean;
  readonly status: 'not_objected' | 'open' | 'upheld' | 'rejected';
  /** Id of the latest objection; null if there was none. */
  readonly objectionId: string | null;
  /** The day of the latest objection. */
  readonly since: Day | null;
  readonly answerDueOn: Day | null;
  /** Not answered although its day has passed. */
  readonly overdue: boolean;
  readonly answeredOn: Day | null;
  readonly noticedOn: Day | null;
  /** The customer's own statement beside the entry; null if there is none, or if it was erased. */
  readonly statement: string | null;
}

/** Who knows about disputes. An explanation asks here and shows what it is told. */
export interface DisputeReader {
  /** By entry id; entries about which nothing was said are absent. Respects the day and the knowledge of the question. */
  disputesOf(customerNo: string, question: Pick<Question, 'asOf' | 'position'>): Promise<ReadonlyMap<string, EntryDispute>>;
}

export const DISPUTE_READER = Symbol('DisputeReader');
