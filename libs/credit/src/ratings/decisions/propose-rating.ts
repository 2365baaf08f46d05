import { formatDay, type Day } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import { stepDay } from '#platform/deciding/step-day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { JudgedScore } from '../rating-events.js';
import { stageWords, type Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireAnother, type Acting } from '../rating-step.js';
import { ratingId } from '../rating-id.js';

/** Proposes the grade of a customer as of a day; a rating takes no effect before it was approved and issued. */
export interface ProposeRating {
  readonly customerNo: string;
  readonly asOf: Day;
  readonly proposedOn?: string;
  readonly note?: string;
  /** For a correction: the rating to be corrected, and why. */
  readonly correcting?: { readonly rating: Rating; readonly reason: string };
  /** The score on that day, as known when it is proposed. */
  readonly judged: JudgedScore;
}

/** `earlier`: the ratings of this customer as of this day, in the order of their numbers. */
export function decideProposeRating(earlier: readonly Rating[], command: ProposeRating, { actor, today }: Acting): NewEvent {
  const { customerNo, asOf, correcting, judged } = command;
  if (asOf > today) {
    throw refuse('future-day', `A rating is of a day that has come: ${formatDay(asOf)} lies after today, ${formatDay(today)}.`, 422, { field: 'as_of', value: formatDay(asOf), expected: `a day no later than ${formatDay(today)}` });
  }
  const proposedOn = stepDay(command.proposedOn, 'proposed_on', today, asOf, 'the score is asked about');
  if (correcting) {
    requireCorrectable(correcting.rating, customerNo, actor);
    ratingStepDay(correcting.rating, formatDay(proposedOn), 'proposed_on', today);
  }
  const standing = earlier.find(({ id, stage }) => stage !== 'rejected' && stage !== 'withdrawn' && stage !== 'corrected' && id !== correcting?.rating.id);
  if (standing) {
    const open = standing.stage === 'proposed' || standing.stage === 'approved';
    const instead = open ? 'approve, reject or withdraw it' : 'correct it, if it is wrong';
    throw refuse('already-proposed', `Customer ${customerNo} has the rating ${standing.id} as of ${formatDay(asOf)} already, which is ${stageWords(standing.stage)}: ${instead}.`, 409);
  }
  const id = ratingId(customerNo, asOf, earlier.length + 1);
  return ratingEvent('RatingProposed', customerNo, proposedOn, {
    rating_id: id,
    customer_no: customerNo,
    as_of: formatDay(asOf),
    proposed_on: formatDay(proposedOn),
    proposed_by: actor,
    note: command.note,
    corrects: correcting?.rating.id,
    reason: correcting?.reason,
    judged,
  });
}

function requireCorrectable(rating: Rating, customerNo: string, actor: string): void {
  if (rating.customerNo !== customerNo) throw refuse('wrong-customer', `Rating ${rating.id} is of another customer than ${customerNo}.`);
  if (rating.stage === 'corrected') throw refuse('already-corrected', `Rating ${rating.id} was corrected by ${rating.correctedBy} on ${formatDay(rating.lastStepOn)}; correct that one.`, 409);
  if (rating.issuedOn === null) throw refuse('wrong-state', `Rating ${rating.id} is ${rating.stage} and was never issued; only what was issued is corrected.`, 409);
  if (rating.stage !== 'objected') return;
  // A correction that answers an objection could leave the grade as it was: then it is an answer like any other.
  requireAnother(actor, [rating.proposedBy, rating.issuedBy], 'four-eyes', `Whoever proposed or issued rating ${rating.id} does not answer the objection to it: another person has to.`);
}
