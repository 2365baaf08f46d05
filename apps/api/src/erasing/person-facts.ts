import type { CreditReader } from '#credit/asking/credit-reader.js';
import { ledgerRow } from '#credit/ledger/ledger-row.js';
import type { ObjectionList } from '#credit/objections/objection-list.js';
import type { RatingList } from '#credit/ratings/rating-list.js';
import type { PersonFacts } from '#erasure/deciding/keeping.js';

const MOST = 1000;

/** What the room that judges knows of a person, in the words of the room that erases. */
export async function personFacts(reader: CreditReader, ratings: RatingList, objections: ObjectionList, customerNo: string): Promise<PersonFacts> {
  const question = await reader.question({});
  const file = await reader.caseFile(customerNo);
  const row = file && ledgerRow(file, question.asOf, question.book);
  const [all, open] = await Promise.all([ratings.list({ customerNo, pageSize: MOST }), objections.list({ customerNo, state: 'open', pageSize: MOST })]);
  return {
    arrears: row && row.open_arrears_count > 0 ? { bills: row.open_arrears_count, fen: row.open_arrears_fen } : null,
    openObjections: [...all.rows.flatMap(({ id, state }) => (state === 'objected' ? [`to ${id}`] : [])), ...open.rows.map(({ id }) => id)],
    ratings: all.rows.flatMap(({ id, state, objection_until }): PersonFacts['ratings'] => {
      if (state === 'proposed' || state === 'approved') return [{ id, stage: 'under-way', objectionUntil: null }];
      return state === 'issued' || state === 'noticed' ? [{ id, stage: 'issued', objectionUntil: objection_until }] : [];
    }),
  };
}
