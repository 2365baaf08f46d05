import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { NoticeChannel } from '../rating-events.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireStage, type Acting } from '../rating-step.js';

/** Records that the customer was told the grade; the term for an objection begins. */
export interface NotifyRating {
  readonly noticed_on?: string;
  readonly channel: NoticeChannel;
}

/** `termDays`: days within which the customer may object, from the edition in force on the day of the notice. */
export function decideNotifyRating(rating: Rating, command: NotifyRating, { today }: Acting, termDays: number): NewEvent {
  requireStage(rating, ['issued', 'noticed', 'objected', 'upheld'], 'noticed');
  if (rating.noticedOn !== null) throw refuse('already-noticed', `The customer was told of rating ${rating.id} on ${formatDay(rating.noticedOn)}; the term runs from the first notice.`, 409);
  const on = ratingStepDay(rating, command.noticed_on, 'noticed_on', today);
  return ratingEvent('RatingNoticed', rating.customerNo, on, {
    rating_id: rating.id,
    customer_no: rating.customerNo,
    noticed_on: formatDay(on),
    channel: command.channel,
    term_days: termDays,
    objection_until: formatDay(on + termDays),
  });
}
