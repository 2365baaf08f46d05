import { formatDay, type Day } from '#platform/kernel/day.js';
import type { EntryDispute } from '../explaining/disputes.js';
import { foldDisputedEntry } from './disputed-entry.js';
import type { EntryEvent } from './entry-events.js';

/** An event about an entry with its place on both time axes. */
export interface PlacedEntryEvent {
  readonly position: number;
  /** `YYYY-MM-DD` */
  readonly occurredOn: string;
  readonly event: EntryEvent;
}

/**
 * What was said about one entry by a day, as known at a position: steps that occurred later or were recorded later are
 * left out. The statement is still sealed. Null where nothing was said by then. Events in the order of the log.
 */
export function disputeOn(events: readonly PlacedEntryEvent[], asOf: Day, position: number): { dispute: Omit<EntryDispute, 'statement'>; sealed: string | null } | null {
  const day = formatDay(asOf);
  const known = events.filter((one) => one.position <= position && one.occurredOn <= day);
  const record = foldDisputedEntry(known.map(({ event }) => event));
  if (!record) return null;
  const disputed = record.status === 'open';
  return {
    dispute: {
      disputed,
      status: record.status,
      objectionId: record.objectionId,
      since: record.objectedOn,
      answerDueOn: record.answerDueOn,
      overdue: disputed && record.answerDueOn !== null && asOf > record.answerDueOn,
      answeredOn: record.answeredOn,
      noticedOn: record.noticedOn,
    },
    sealed: record.statement,
  };
}
