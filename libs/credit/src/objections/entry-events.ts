import type { JudgedEntry, NoticeChannel } from '../ratings/rating-events.js';

interface OfEntry {
  customer_no: string;
  entry_id: string;
}

/** The entry as it stood when something was said about it, and the question that showed it. */
export interface EntrySeen {
  as_of: string;
  known_as_of: string;
  position: string;
  entry: JudgedEntry;
}

/** The customer was told of an adverse entry. */
export interface EntryNoticed {
  type: 'EntryNoticed';
  payload: OfEntry & EntrySeen & { noticed_on: string; noticed_by: string; channel: NoticeChannel };
}
/**
 * From `objected_on` on the entry is disputed. `statement`: the customer's own words, encrypted under the customer's
 * key; they stand beside the entry, in the place of an earlier statement, also after the answer.
 */
export interface EntryObjectedTo {
  type: 'EntryObjectedTo';
  payload: OfEntry & EntrySeen & { objection_id: string; objected_on: string; taken_by: string; statement: string; answer_days: number; answer_due_on: string };
}
/**
 * upheld: the objection is right and the entry is wrong; what puts it right is a compensating event of the room that
 * recorded the fact, named in `corrections` by its event id. rejected: the entry stands.
 */
export interface EntryObjectionAnswered {
  type: 'EntryObjectionAnswered';
  payload: OfEntry & { objection_id: string; outcome: ObjectionOutcome; answered_on: string; answered_by: string; answer: string; corrections: string[] };
}
/** The customer's own statement beside the entry; it takes the place of an earlier one. Encrypted. */
export interface EntryStatementAdded {
  type: 'EntryStatementAdded';
  payload: OfEntry & EntrySeen & { added_on: string; taken_by: string; statement: string };
}
export interface EntryStatementWithdrawn {
  type: 'EntryStatementWithdrawn';
  payload: OfEntry & { withdrawn_on: string; taken_by: string };
}

export const OBJECTION_OUTCOMES = ['upheld', 'rejected'] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

export type EntryEvent = EntryNoticed | EntryObjectedTo | EntryObjectionAnswered | EntryStatementAdded | EntryStatementWithdrawn;

/** Version 1 of each. */
export const ENTRY_EVENT_TYPES: readonly EntryEvent['type'][] = ['EntryNoticed', 'EntryObjectedTo', 'EntryObjectionAnswered', 'EntryStatementAdded', 'EntryStatementWithdrawn'];
