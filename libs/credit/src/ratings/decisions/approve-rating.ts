import { formatDay } from '#platform/kernel/day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireAnother, requireStage, type Acting } from '../rating-step.js';

/** Approves a proposed rating: another person than the one who proposed it. */
export interface ApproveRating {
  readonly approved_on?: string;
}

export function decideApproveRating(rating: Rating, command: ApproveRating, { actor, today }: Acting): NewEvent {
  requireStage(rating, ['proposed'], 'approved');
  requireAnother(actor, [rating.proposedBy], 'four-eyes', `Whoever proposed rating ${rating.id} cannot approve it: another person has to.`);
  const on = ratingStepDay(rating, command.approved_on, 'approved_on', today);
  return ratingEvent('RatingApproved', rating.customerNo, on, { rating_id: rating.id, customer_no: rating.customerNo, approved_on: formatDay(on), approved_by: actor });
}
