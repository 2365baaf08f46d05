import { formatDay, type Day } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { AnswerFellOverdue, ObjectionSubject } from './overdue-answer-events.js';

/** An objection as it stands: open, and until when it is to be answered; null where there is none. */
export interface OpenObjection {
  readonly customerNo: string;
  readonly open: boolean;
  readonly answerDueOn: Day | null;
}

export interface RecordOverdueAnswer {
  readonly subject: ObjectionSubject;
  readonly id: string;
}

/**
 * Records that an answer is overdue; nothing where it was recorded before, or where the objection was answered meanwhile.
 * Refuses (404) an objection that nobody knows, and (422) one whose term is not over yet.
 */
export function decideRecordOverdueAnswer(before: AnswerFellOverdue | null, { subject, id }: RecordOverdueAnswer, objection: OpenObjection | null, today: Day): AnswerFellOverdue | null {
  if (before) return null;
  if (!objection) throw refuse('unknown-objection', `There is no objection to ${subject === 'entry' ? 'an entry under the id' : 'the rating'} '${id}'.`, 404, { field: 'id', value: id });
  if (!objection.open || objection.answerDueOn === null) return null;
  const due = formatDay(objection.answerDueOn);
  if (today <= objection.answerDueOn) throw refuse('term-not-over', `The objection '${id}' may be answered through ${due}: it is not overdue yet.`, 422, { field: 'id', value: id });
  return { type: 'AnswerFellOverdue', payload: { subject, id, customer_no: objection.customerNo, answer_due_on: due } };
}
