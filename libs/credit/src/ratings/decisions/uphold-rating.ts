import { formatDay } from '#platform/kernel/day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireAnother, requireStage, type Acting } from '../rating-step.js';

/** Answers an objection: the rating stands. Answered by someone who neither proposed nor issued it. */
export interface UpholdRating {
  readonly answered_on?: string;
  /** Sealed like the statement that it answers. */
  readonly answer: string;
}

export function decideUpholdRating(rating: Rating, command: UpholdRating, { actor, today }: Acting): NewEvent {
  requireStage(rating, ['objected'], 'upheld');
  requireAnother(actor, [rating.proposedBy, rating.issuedBy], 'four-eyes', `Whoever proposed or issued rating ${rating.id} does not answer the objection to it: another person has to.`);
  const on = ratingStepDay(rating, command.answered_on, 'answered_on', today);
  return ratingEvent('RatingUpheld', rating.customerNo, on, { rating_id: rating.id, customer_no: rating.customerNo, answered_on: formatDay(on), answered_by: actor, answer: command.answer });
}
