import { refuse } from '#platform/deciding/refusal.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import type { FieldEvidenceEvent } from './field-evidence-events.js';

/** A record of evidence; null where the same is on record. Refuses a day that does not exist or is to come, and a number taken by another record. */
export function decideRecordEvidence(before: FieldEvidenceEvent | null, event: FieldEvidenceEvent, today: Day): FieldEvidenceEvent | null {
  const [field, on] = event.type === 'MysteryVisitRecorded' ? (['visited_on', event.payload.visited_on] as const) : (['held_on', event.payload.held_on] as const);
  const day = parseDay(on);
  if (day === null) throw refuse('malformed-day', `'${on}' is not a day of the form YYYY-MM-DD that exists.`, 400, { field, value: on, expected: 'a day YYYY-MM-DD' });
  if (day > today) throw refuse('future-day', `${on} lies in the future: today is ${formatDay(today)}.`, 422, { field, value: on });
  if (before === null) return event;
  if (canonicalJson(before.payload) === canonicalJson(event.payload)) return null;
  const number = event.type === 'MysteryVisitRecorded' ? event.payload.visit_no : event.payload.symposium_no;
  throw refuse('number-reused', `The number ${number} is taken by another record; what is recorded stays as it is.`, 409, { value: number });
}
