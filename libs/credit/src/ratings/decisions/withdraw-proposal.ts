import { formatDay } from '#platform/kernel/day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireStage, type Acting } from '../rating-step.js';

/** Takes back a rating that was not issued yet. It decides nothing about the customer, so it takes no second person. */
export interface WithdrawProposal {
  readonly reason?: string;
  readonly withdrawn_on?: string;
}

export function decideWithdrawProposal(rating: Rating, command: WithdrawProposal, { actor, today }: Acting): NewEvent {
  requireStage(rating, ['proposed', 'approved'], 'withdrawn');
  const on = ratingStepDay(rating, command.withdrawn_on, 'withdrawn_on', today);
  return ratingEvent('RatingProposalWithdrawn', rating.customerNo, on, {
    rating_id: rating.id,
    customer_no: rating.customerNo,
    withdrawn_on: formatDay(on),
    withdrawn_by: actor,
    reason: command.reason,
    corrects: rating.corrects ?? undefined,
  });
}
