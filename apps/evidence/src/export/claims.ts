import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import type { Question } from '#credit/asking/question.js';
import type { KnownEdition } from '#credit/asking/credit-reader.js';
import { EditionBook } from '#credit/editions/edition-book.js';
import type { CustomerRecord } from '#credit/evidence/customer-record.js';
import type { PackageDescription, ScoreClaim } from '#credit/evidence/package-description.js';

/** A score that a package claims, with the question it answers. */
export interface Claim {
  readonly claim: ScoreClaim;
  readonly record: CustomerRecord;
  readonly question: Question;
}

interface Asked {
  readonly asOf: Day;
  readonly knownAsOf: string;
  readonly position: number;
}

/** By customer, the position of the first event that is committed to as confidential. */
export type FirstConfidential = ReadonlyMap<string, number>;

/**
 * Every score of a package: the one asked about (a customer, a decision), and the one that each formal rating was
 * decided on: of the customer, of the period, or the decision itself.
 */
export function claimsOf(selection: PackageDescription['selection'], asked: Asked, records: ReadonlyMap<string, CustomerRecord>, editions: readonly KnownEdition[], confidential: FirstConfidential): Claim[] {
  const claims: Claim[] = [];
  const add = (record: CustomerRecord, rating: string | null, { asOf, knownAsOf, position }: Asked): void => {
    const number = String(claims.length + 1).padStart(3, '0');
    const file = (language: string): string => `data/explanations/${number}.${language}.json`;
    claims.push({
      record,
      question: { asOf, knownAsOf, position, book: EditionBook.of(editions.filter((known) => known.position <= position).map(({ edition }) => edition)) },
      claim: {
        rating,
        customer_no: record.customerNo,
        asOf: formatDay(asOf),
        knownAsOf,
        position,
        confidentialOmitted: (confidential.get(record.customerNo) ?? Infinity) <= position,
        judged: `data/scores/${number}.json`,
        explanations: { en: file('en'), zh: file('zh') },
      },
    });
  };
  for (const record of records.values()) {
    if (selection.kind !== 'period') add(record, null, asked);
    for (const [rating, { as_of, judged }] of record.proposals) {
      if (selection.kind === 'decision' && rating !== selection.rating_id) continue;
      add(record, rating, { asOf: dayOf(as_of), knownAsOf: judged.known_as_of, position: Number(judged.position) });
    }
  }
  return claims;
}
