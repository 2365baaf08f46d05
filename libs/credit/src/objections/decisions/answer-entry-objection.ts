import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import { requireAnother, type Acting } from '../../ratings/rating-step.js';
import type { DisputedEntry } from '../disputed-entry.js';
import type { ObjectionOutcome } from '../entry-events.js';
import { entryEvent, entryStepDay } from '../entry-step.js';

/**
 * Answers an objection to an entry. Neither whoever took the objection down nor whoever gave notice of the entry
 * answers it: nobody strikes an entry alone, and nobody defends his own.
 */
export interface AnswerEntryObjection {
  readonly outcome: ObjectionOutcome;
  readonly answered_on?: string;
  /** Sealed like the statement that it answers. */
  readonly answer: string;
  /** Ids of the compensating events that put the entry right. */
  readonly corrections: readonly string[];
}

export function decideAnswerEntryObjection(record: DisputedEntry | null, objectionId: string, command: AnswerEntryObjection, { actor, today }: Acting): NewEvent {
  if (record?.objectionId !== objectionId) {
    if (record && record.objections > Number(objectionId.slice(objectionId.lastIndexOf('-') + 1))) throw refuse('already-answered', `Objection ${objectionId} was answered; the latest to this entry is ${record.objectionId}.`, 409);
    throw refuse('unknown-objection', `There is no objection ${objectionId}.`, 404, { field: 'objection_id', value: objectionId, expected: "an id that 'objections list' shows" });
  }
  if (record.status !== 'open') throw refuse('already-answered', `Objection ${objectionId} was ${record.status} on ${record.answeredOn === null ? 'an earlier day' : formatDay(record.answeredOn)}.`, 409);
  requireAnother(actor, [record.takenBy, record.noticedBy], 'four-eyes', `Whoever took down objection ${objectionId} or gave notice of the entry does not answer it: another person has to.`);
  if (command.outcome === 'rejected' && command.corrections.length > 0) {
    throw refuse('correction-of-what-stands', 'An objection that is rejected leaves the entry as it is: corrections belong to one that is upheld.', 422, { field: 'corrections' });
  }
  const on = entryStepDay(record, command.answered_on, 'answered_on', today);
  return entryEvent('EntryObjectionAnswered', record.customerNo, on, {
    customer_no: record.customerNo,
    entry_id: record.entryId,
    objection_id: objectionId,
    outcome: command.outcome,
    answered_on: formatDay(on),
    answered_by: actor,
    answer: command.answer,
    corrections: [...new Set(command.corrections)],
  });
}
