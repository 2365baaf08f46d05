import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Acting } from '../../ratings/rating-step.js';
import { entryEvent, entryStepDay, requireSeen, type AboutEntry } from '../entry-step.js';
import { objectionId } from '../objection-id.js';

/** Records a customer's objection to a single entry, which is disputed from that day on. It needs no notice before it. */
export interface ObjectToEntry {
  readonly objected_on?: string;
  /** The customer's own words, sealed. */
  readonly statement: string;
}

/** `answerDays`: days within which it is to be answered, from the edition in force on the day of the objection. */
export function decideObjectToEntry(about: AboutEntry, command: ObjectToEntry, { actor, today }: Acting, asOf: string, answerDays: number): NewEvent {
  const { seen, record } = requireSeen(about, asOf);
  if (record.status === 'open') throw refuse('already-disputed', `The entry '${record.entryId}' is disputed already: objection ${record.objectionId} is not answered yet.`, 409);
  const on = entryStepDay(record, command.objected_on, 'objected_on', today);
  return entryEvent('EntryObjectedTo', record.customerNo, on, {
    customer_no: record.customerNo,
    entry_id: record.entryId,
    ...seen,
    objection_id: objectionId(record.customerNo, record.entryId, record.objections + 1),
    objected_on: formatDay(on),
    taken_by: actor,
    statement: command.statement,
    answer_days: answerDays,
    answer_due_on: formatDay(on + answerDays),
  });
}
