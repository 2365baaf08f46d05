import { expect } from '@jest/globals';
import { dayOf } from '../../libs/platform/kernel/day.js';
import { Refusal } from '../../libs/platform/deciding/refusal.js';
import type { NewEvent } from '../../libs/platform/event-store/event-store.js';
import type { JsonObject } from '../../libs/platform/kernel/canonical-json.js';
import { ratingEventTypes } from '../../libs/credit/src/ratings/rating-event-types.js';
import { EventTypes } from '../../libs/platform/event-store/event-types.js';
import type { JudgedScore, RatingEvent } from '../../libs/credit/src/ratings/rating-events.js';
import { foldRating, type Rating } from '../../libs/credit/src/ratings/rating.js';
import type { Acting } from '../../libs/credit/src/ratings/rating-step.js';

/** Rating R of customer C1, proposed by Ada on 2024-04-02 as of 2024-03-31; the supplier's current day is 2024-06-30. */
export const R = 'R-C1-2024-03-31-1';
export const TODAY = dayOf('2024-06-30');
export const by = (actor: string): Acting => ({ actor, today: TODAY });

export const judged: JudgedScore = {
  customer_class: 'power',
  edition: 's001-2018',
  known_as_of: '2024-04-02T00:00:00.000000Z',
  position: '17',
  total: '80.00',
  total_exact: '800000/10000',
  grade: 'AA',
  veto: [],
  provisional: false,
  categories: [{ code: 'COM', full: '30.00', value: '10.00', deductions: '-20.00', rewards: '0.00', capped: '0.00' }],
  entries: [{ id: 'COM-01:B1', rule: 'COM-02', category: 'COM', points: '-20.00', effective: '-20.00', since: '2024-02-11', until: null, edition: 's001-2018', facts: ['e1', 'e2'] }],
  superseded: [],
};

const named = { rating_id: R, customer_no: 'C1' };
export const proposed = (more: Partial<Extract<RatingEvent, { type: 'RatingProposed' }>['payload']> = {}): RatingEvent => ({
  type: 'RatingProposed',
  payload: { ...named, as_of: '2024-03-31', proposed_on: '2024-04-02', proposed_by: 'Ada', judged, ...more },
});
export const approved: RatingEvent = { type: 'RatingApproved', payload: { ...named, approved_on: '2024-04-03', approved_by: 'Bo' } };
export const rejected: RatingEvent = { type: 'RatingRejected', payload: { ...named, rejected_on: '2024-04-03', rejected_by: 'Bo' } };
export const withdrawn: RatingEvent = { type: 'RatingProposalWithdrawn', payload: { ...named, withdrawn_on: '2024-04-03', withdrawn_by: 'Ada' } };
export const issued: RatingEvent = { type: 'RatingIssued', payload: { ...named, issued_on: '2024-04-04', issued_by: 'Bo', effective_from: '2024-04-04', grade: 'AA', measures: [] } };
export const noticed: RatingEvent = { type: 'RatingNoticed', payload: { ...named, noticed_on: '2024-04-10', channel: 'letter', term_days: 30, objection_until: '2024-05-10' } };
export const objected: RatingEvent = { type: 'RatingObjectedTo', payload: { ...named, objected_on: '2024-04-20', statement: '<sealed>', answer_days: 20, answer_due_on: '2024-05-10' } };
export const upheld: RatingEvent = { type: 'RatingUpheld', payload: { ...named, answered_on: '2024-04-30', answered_by: 'Cy', answer: '<sealed>' } };
export const corrected: RatingEvent = { type: 'RatingCorrected', payload: { ...named, corrected_on: '2024-05-02', corrected_by: 'R-C1-2024-03-31-2' } };

const types = new EventTypes(ratingEventTypes);

/** Given these events of one rating, when a decision is made, then this event (which must fit its schema) or this refusal. */
export function given(...events: RatingEvent[]) {
  const rating = foldRating(events) as Rating;
  return { when: (decide: (rating: Rating) => NewEvent | null) => outcome(() => decide(rating)) };
}

export function outcome(decide: () => NewEvent | null) {
  return {
    then(type: string, occurredOn: string, payload: JsonObject): void {
      const event = decide() as NewEvent;
      types.check(event);
      expect(event).toMatchObject({ type, occurredOn, version: 1, customers: ['C1'], payload });
    },
    thenNothing: (): void => expect(decide()).toBeNull(),
    thenRefused(code: string): string {
      try {
        throw new Error(`not refused, but ${JSON.stringify(decide())}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(error.reasons.map((reason) => reason.code)).toEqual([code]);
        expect(error.message).toMatch(/^[A-Z0-9'].*\.$/s);
        return error.message;
      }
    },
  };
}
