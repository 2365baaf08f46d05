import { formatDay } from '#platform/kernel/day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Acting } from '../../ratings/rating-step.js';
import { entryEvent, entryStepDay, requireSeen, type AboutEntry } from '../entry-step.js';

/** Puts the customer's own statement beside an entry, in the place of an earlier one (domain.md §3.5). */
export interface AddEntryStatement {
  readonly added_on?: string;
  /** Sealed. */
  readonly statement: string;
}

export function decideAddEntryStatement(about: AboutEntry, command: AddEntryStatement, { actor, today }: Acting, asOf: string): NewEvent {
  const { seen, record } = requireSeen(about, asOf);
  const on = entryStepDay(record, command.added_on, 'added_on', today);
  return entryEvent('EntryStatementAdded', record.customerNo, on, {
    customer_no: record.customerNo,
    entry_id: record.entryId,
    ...seen,
    added_on: formatDay(on),
    taken_by: actor,
    statement: command.statement,
  });
}
