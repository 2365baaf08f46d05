import type { Day } from '#platform/kernel/day.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import { samePerson } from '#platform/deciding/same-person.js';
import { stepDay } from '#platform/deciding/step-day.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import { stageWords, type Rating, type RatingStage } from './rating.js';
import type { RatingEvent } from './rating-events.js';

/** Who takes a step, and the supplier's current day, which the edge has chosen. */
export interface Acting {
  readonly actor: string;
  readonly today: Day;
}

/** Refuses a step that a rating in this state does not allow. `doing` completes "can be …". */
export function requireStage(rating: Rating, allowed: readonly RatingStage[], doing: string): void {
  if (allowed.includes(rating.stage)) return;
  throw refuse('wrong-state', `Rating ${rating.id} is ${stageWords(rating.stage)} since ${formatDay(rating.lastStepOn)}; only one that is ${allowed.map(stageWords).join(' or ')} can be ${doing}.`, 409, { expected: allowed.join(', ') });
}

/** The day of a step about a rating: none before the step that came last. */
export const ratingStepDay = (rating: Rating, given: string | undefined, field: string, today: Day): Day =>
  stepDay(given, field, today, rating.lastStepOn, `the rating was ${stageWords(rating.stage)}`);

/** Four eyes: refuses a person who stands on the other side already. `other` names that side in words. */
export function requireAnother(actor: string, others: readonly (string | null)[], code: string, sentence: string): void {
  if (others.some((other) => other !== null && samePerson(other, actor))) {
    throw refuse(code, sentence, 422, { field: 'acting-as', expected: 'another person' });
  }
}

/** An event of a rating, as the log takes it. */
export function ratingEvent<Type extends RatingEvent['type']>(type: Type, customerNo: string, on: Day, payload: Extract<RatingEvent, { type: Type }>['payload']): NewEvent {
  // Members that are undefined are left out by the canonical form, and here, so that a dry run shows the same.
  const present = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  return { type, version: 1, occurredOn: formatDay(on), customers: [customerNo], payload: present as JsonObject };
}
