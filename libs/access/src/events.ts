/** The street door of the access room: streams `look-<month>-<process>-<n>`, none of a customer's, so that asking changes nobody's history. */
import type { Role } from './person.js';

/** Some customers by their numbers. */
export interface NamedSelection {
  form: 'named';
  customers: string[];
}

/**
 * Many customers at once: those whose bits are set, by their rank among all customers whose first CustomerOpened stands
 * at or before `known_at`, in the order of the log.
 */
export interface RankedSelection {
  form: 'ranked';
  /** A position of the log, as decimal digits. */
  known_at: string;
  /** How many customers the selection holds. */
  count: number;
  /** Base64 of the raw DEFLATE (RFC 1951) of a bitmap, rank 0 being the lowest bit of the first byte; left out: everybody known then. */
  bits?: string;
  /** SHA-256 over the customers' numbers in the order of their ranks, each followed by a line feed; hex. */
  sha256: string;
}

export type Selection = NamedSelection | RankedSelection;

/** Somebody was shown something about customers. One look is one event, however many it shows. */
export interface DataLookedAt {
  type: 'DataLookedAt';
  payload: {
    /** What was shown: record, score, explanation, list, score-file … */
    what: string;
    roles: Role[];
    through: 'token' | 'local-user';
    purpose?: string;
    /** What was asked, as it was asked: days, filters. */
    asked: Record<string, string>;
    /** The position of the log that the answer rests on, as decimal digits, where it rests on one. */
    rests_on?: string;
    selection: Selection;
  };
}
