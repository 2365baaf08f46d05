import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Rating } from '../rating.js';
import { ratingEvent } from '../rating-step.js';

/**
 * Closes a rating that another one has corrected, from the day the other was issued. It is a step of its own because
 * one command writes one stream; given twice, it changes nothing. Null: closed already, by the same rating.
 */
export function decideMarkRatingCorrected(rating: Rating, by: Rating): NewEvent | null {
  if (by.corrects !== rating.id) throw refuse('no-correction', `Rating ${by.id} does not correct rating ${rating.id}.`);
  if (by.issuedOn === null) throw refuse('wrong-state', `Rating ${by.id} is ${by.stage}; what it corrects stands until it is issued.`, 409);
  if (rating.correctedBy === by.id) return null;
  if (rating.stage === 'corrected') throw refuse('already-corrected', `Rating ${rating.id} was corrected by ${rating.correctedBy} already.`, 409);
  const on = Math.max(by.issuedOn, rating.lastStepOn);
  return ratingEvent('RatingCorrected', rating.customerNo, on, { rating_id: rating.id, customer_no: rating.customerNo, corrected_on: formatDay(on), corrected_by: by.id });
}
