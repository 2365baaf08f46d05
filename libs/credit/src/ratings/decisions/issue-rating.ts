import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import { isRiskMeasure, RISK_MEASURES, type RiskMeasure } from '../risk-measures.js';
import type { Rating } from '../rating.js';
import { ratingEvent, ratingStepDay, requireStage, type Acting } from '../rating-step.js';

/** Issues an approved rating. A grade, a D above all, takes effect by this step of a person and by no other (§3.5). */
export interface IssueRating {
  readonly issued_on?: string;
  /** From when the grade holds; left out: the day it is issued. May lie ahead, never back. */
  readonly effective_from?: string;
  readonly measures?: readonly string[];
}

/** `correcting`: the rating that this one corrects, as it stands. */
export function decideIssueRating(rating: Rating, command: IssueRating, { actor, today }: Acting, correcting: Rating | null = null): NewEvent {
  requireStage(rating, ['approved'], 'issued');
  if (correcting?.stage === 'corrected') throw refuse('already-corrected', `Rating ${correcting.id}, which ${rating.id} was to correct, was corrected by ${correcting.correctedBy} meanwhile: withdraw this one.`, 409);
  const on = ratingStepDay(rating, command.issued_on, 'issued_on', today);
  return ratingEvent('RatingIssued', rating.customerNo, on, {
    rating_id: rating.id,
    customer_no: rating.customerNo,
    issued_on: formatDay(on),
    issued_by: actor,
    effective_from: formatDay(effectiveFrom(command.effective_from, on)),
    grade: rating.grade,
    measures: lawful(command.measures ?? []),
    corrects: rating.corrects ?? undefined,
  });
}

function effectiveFrom(given: string | undefined, issuedOn: Day): Day {
  const day = given === undefined ? issuedOn : parseDay(given);
  if (day === null) throw refuse('malformed-day', `'${given}' is not a day of the form YYYY-MM-DD that exists.`, 400, { field: 'effective_from', value: given, expected: 'a day YYYY-MM-DD' });
  if (day < issuedOn) {
    throw refuse('effective-before-issue', `A grade takes no effect before it was issued on ${formatDay(issuedOn)}; ${formatDay(day)} is earlier.`, 422, { field: 'effective_from', value: formatDay(day), expected: `a day no earlier than ${formatDay(issuedOn)}` });
  }
  return day;
}

function lawful(measures: readonly string[]): RiskMeasure[] {
  const unlawful = measures.find((measure) => !isRiskMeasure(measure));
  if (unlawful !== undefined) {
    throw refuse('unlawful-measure', `'${unlawful}' is no measure that a grade may lead to: never a security deposit or a refusal of supply (Electricity Law art. 26), never a changed tariff (art. 43).`, 422, { field: 'measures', value: unlawful, expected: `one of ${RISK_MEASURES.join(', ')}` });
  }
  return RISK_MEASURES.filter((measure) => measures.includes(measure));
}
