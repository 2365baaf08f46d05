import { formatDay } from '#platform/kernel/day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireAnother, requireStage, type Acting } from '../rating-step.js';

/** Rejects a proposed rating: another person than the one who proposed it, who may withdraw it instead. */
export interface RejectRating {
  readonly reason?: string;
  readonly rejected_on?: string;
}

export function decideRejectRating(rating: Rating, command: RejectRating, { actor, today }: Acting): NewEvent {
  requireStage(rating, ['proposed'], 'rejected');
  requireAnother(actor, [rating.proposedBy], 'four-eyes', `Whoever proposed rating ${rating.id} cannot reject it, only withdraw it: another person has to.`);
  const on = ratingStepDay(rating, command.rejected_on, 'rejected_on', today);
  return ratingEvent('RatingRejected', rating.customerNo, on, {
    rating_id: rating.id,
    customer_no: rating.customerNo,
    rejected_on: formatDay(on),
    rejected_by: actor,
    reason: command.reason,
    corrects: rating.corrects ?? undefined,
  });
}
