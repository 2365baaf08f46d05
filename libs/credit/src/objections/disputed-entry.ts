import { dayOf, type Day } from '#platform/kernel/day.js';
import type { EntryEvent } from './entry-events.js';

/** What was said about one entry of one customer. */
export interface DisputedEntry {
  readonly customerNo: string;
  readonly entryId: string;
  readonly noticedOn: Day | null;
  readonly noticedBy: string | null;
  /** How many objections there were; the latest is the only one that may be open. */
  readonly objections: number;
  readonly objectionId: string | null;
  readonly objectedOn: Day | null;
  readonly takenBy: string | null;
  readonly answerDueOn: Day | null;
  readonly status: 'not_objected' | 'open' | 'upheld' | 'rejected';
  readonly answeredOn: Day | null;
  /** The customer's words that stand beside the entry, sealed: those of the latest objection or statement. */
  readonly statement: string | null;
  /** The day of the last step: no later one lies before it. */
  readonly lastStepOn: Day;
}

/** Nothing was said yet. `since`: the entry's own first day. */
export const untouched = (customerNo: string, entryId: string, since: Day): DisputedEntry => ({
  customerNo,
  entryId,
  noticedOn: null,
  noticedBy: null,
  objections: 0,
  objectionId: null,
  objectedOn: null,
  takenBy: null,
  answerDueOn: null,
  status: 'not_objected',
  answeredOn: null,
  statement: null,
  lastStepOn: since,
});

/** The same after one more event. The switch has no default on purpose. */
export function evolveDisputedEntry(entry: DisputedEntry, event: EntryEvent): DisputedEntry {
  switch (event.type) {
    case 'EntryNoticed': {
      const noticedOn = dayOf(event.payload.noticed_on);
      return { ...entry, noticedOn, noticedBy: event.payload.noticed_by, lastStepOn: noticedOn };
    }
    case 'EntryObjectedTo': {
      const { objection_id, objected_on, taken_by, answer_due_on, statement } = event.payload;
      const objectedOn = dayOf(objected_on);
      return { ...entry, objections: entry.objections + 1, objectionId: objection_id, objectedOn, takenBy: taken_by, answerDueOn: dayOf(answer_due_on), status: 'open', answeredOn: null, statement, lastStepOn: objectedOn };
    }
    case 'EntryObjectionAnswered': {
      const answeredOn = dayOf(event.payload.answered_on);
      return { ...entry, status: event.payload.outcome, answeredOn, lastStepOn: answeredOn };
    }
    case 'EntryStatementAdded':
      return { ...entry, statement: event.payload.statement, lastStepOn: dayOf(event.payload.added_on) };
    case 'EntryStatementWithdrawn':
      return { ...entry, statement: null, lastStepOn: dayOf(event.payload.withdrawn_on) };
  }
}

/** What a stream's events come to; null for an empty one. */
export function foldDisputedEntry(events: readonly EntryEvent[]): DisputedEntry | null {
  if (events.length === 0) return null;
  const { customer_no, entry_id } = events[0].payload;
  return events.reduce(evolveDisputedEntry, untouched(customer_no, entry_id, -Infinity));
}
