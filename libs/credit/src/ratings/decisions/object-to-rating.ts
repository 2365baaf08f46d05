import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireStage, type Acting } from '../rating-step.js';

/** Records the customer's objection to an issued grade: within the term, or before the notice that begins it. */
export interface ObjectToRating {
  readonly objected_on?: string;
  /** The customer's own words, sealed. */
  readonly statement: string;
}

/** `answerDays`: days within which it is to be answered, from the edition in force on the day of the objection. */
export function decideObjectToRating(rating: Rating, command: ObjectToRating, { today }: Acting, answerDays: number): NewEvent {
  requireStage(rating, ['issued', 'noticed'], 'objected to');
  const on = ratingStepDay(rating, command.objected_on, 'objected_on', today);
  if (rating.objectionUntil !== null && on > rating.objectionUntil) {
    const until = formatDay(rating.objectionUntil);
    throw refuse('objection-late', `The term for objecting to rating ${rating.id} ended on ${until}; an objection of ${formatDay(on)} is too late.`, 422, { field: 'objected_on', value: formatDay(on), expected: `a day no later than ${until}` });
  }
  return ratingEvent('RatingObjectedTo', rating.customerNo, on, {
    rating_id: rating.id,
    customer_no: rating.customerNo,
    objected_on: formatDay(on),
    statement: command.statement,
    answer_days: answerDays,
    answer_due_on: formatDay(on + answerDays),
  });
}
