import type { Day } from '#platform/kernel/day.js';
import type { EditionBook } from '../editions/edition-book.js';

/** The three dates of every question, as they come in from the edge (domain.md §3.3). */
export interface QuestionInput {
  /** `YYYY-MM-DD`; left out: the zone's current day. */
  readonly asOf?: string;
  /** RFC 3339 with offset, or a day, meaning its end in the supplier's zone; left out: now. */
  readonly knownAsOf?: string;
  /** Id of an edition that is to judge everything; left out: each fact by the edition of its day. */
  readonly edition?: string;
}

/** A question whose dates are resolved: the same question gives the same answer for ever. */
export interface Question {
  readonly asOf: Day;
  /** The instant known as of, UTC with six decimals. */
  readonly knownAsOf: string;
  /** The last position recorded at or before it. */
  readonly position: number;
  /** The editions known at that position, or the one that was named. */
  readonly book: EditionBook;
  /** Customers of whom something recorded by then could not be projected: nothing is said of them until it is. */
  readonly parked?: ReadonlySet<string>;
}
