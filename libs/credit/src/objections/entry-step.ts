import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import { stepDay } from '#platform/deciding/step-day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { DisputedEntry } from './disputed-entry.js';
import { untouched } from './disputed-entry.js';
import type { EntryEvent, EntrySeen } from './entry-events.js';

/** The entry that a step is about: as it was seen, and what was said about it before. */
export interface AboutEntry {
  readonly customerNo: string;
  readonly entryId: string;
  /** Null where the question shows no such entry. */
  readonly seen: EntrySeen | null;
  readonly before: DisputedEntry | null;
}

/** The entry with its record; refused where the customer has no such entry on the day asked about. */
export function requireSeen({ customerNo, entryId, seen, before }: AboutEntry, asOf: string): { seen: EntrySeen; record: DisputedEntry } {
  if (!seen) {
    throw refuse('unknown-entry', `Customer ${customerNo} has no live entry '${entryId}' on ${asOf}; the explanation of that day shows the ids of those there are.`, 404, { field: 'entry_id', value: entryId, expected: 'the id of an entry that is live that day' });
  }
  return { seen, record: before ?? untouched(customerNo, entryId, dayOf(seen.entry.since)) };
}

/** The day of a step about an entry: not before the entry began, nor before the step that came last. */
export const entryStepDay = (record: DisputedEntry, given: string | undefined, field: string, today: Day): Day =>
  stepDay(given, field, today, record.lastStepOn, record.noticedOn === null && record.objections === 0 && record.statement === null ? 'the entry begins' : 'the last step about this entry was taken');

/** An event about an entry, as the log takes it. */
export function entryEvent<Type extends EntryEvent['type']>(type: Type, customerNo: string, on: Day, payload: Extract<EntryEvent, { type: Type }>['payload']): NewEvent {
  return { type, version: 1, occurredOn: formatDay(on), customers: [customerNo], payload: payload as unknown as JsonObject };
}
