import type { NewEvent } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Letter } from '../letterbox/sealed-letter.js';

/** What becomes of a letter: the day of its batch alone, and of the customer no more than the whole batch has in common. */
export function answersEvent({ cell, releasedOn, answers }: Letter & { readonly releasedOn: string }): NewEvent {
  const { questionnaire, edition, wave, channel, region, segment, customer_class } = cell;
  const told = Object.fromEntries(Object.entries({ wave, region, segment, customer_class }).filter(([, value]) => value !== null));
  return { type: 'AnswersReceived', version: 1, occurredOn: releasedOn, customers: [], payload: { questionnaire, edition, ...told, channel, responded_on: releasedOn, answers: answers as JsonObject } as JsonObject };
}
