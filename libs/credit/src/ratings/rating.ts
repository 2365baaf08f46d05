import { dayOf, type Day } from '#platform/kernel/day.js';
import type { Grade } from '../rules/rule-ids.js';
import type { RatingEvent } from './rating-events.js';

/**
 * proposed → approved → issued → noticed → objected → upheld, or corrected from issued on; rejected and withdrawn end
 * what was not issued. An objection may come before the notice, which then changes the dates only.
 */
export const RATING_STATES = ['proposed', 'approved', 'rejected', 'withdrawn', 'issued', 'noticed', 'objected', 'upheld', 'corrected'] as const;
export type RatingStage = (typeof RATING_STATES)[number];

/** A state as the end of a sentence: "it was objected to". */
export const stageWords = (stage: RatingStage): string => (stage === 'objected' ? 'objected to' : stage);

/** What a decision about a rating needs to know of it. */
export interface Rating {
  readonly id: string;
  readonly customerNo: string;
  readonly stage: RatingStage;
  readonly asOf: Day;
  readonly grade: Grade;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly issuedBy: string | null;
  readonly issuedOn: Day | null;
  readonly noticedOn: Day | null;
  readonly objectionUntil: Day | null;
  readonly objectedOn: Day | null;
  readonly corrects: string | null;
  readonly correctedBy: string | null;
  /** The day of the last step: no later step lies before it. */
  readonly lastStepOn: Day;
}

/** The rating after one more event of its stream; the first opens it. The switch has no default on purpose. */
export function evolveRating(rating: Rating | null, event: RatingEvent): Rating {
  if (event.type === 'RatingProposed') return opened(event.payload);
  if (!rating) throw new RangeError(`a rating's stream begins with RatingProposed, not with ${event.type}`);
  switch (event.type) {
    case 'RatingApproved':
      return { ...rating, stage: 'approved', approvedBy: event.payload.approved_by, lastStepOn: dayOf(event.payload.approved_on) };
    case 'RatingRejected':
      return { ...rating, stage: 'rejected', lastStepOn: dayOf(event.payload.rejected_on) };
    case 'RatingProposalWithdrawn':
      return { ...rating, stage: 'withdrawn', lastStepOn: dayOf(event.payload.withdrawn_on) };
    case 'RatingIssued': {
      const issuedOn = dayOf(event.payload.issued_on);
      return { ...rating, stage: 'issued', issuedBy: event.payload.issued_by, issuedOn, lastStepOn: issuedOn };
    }
    case 'RatingNoticed': {
      const { noticed_on, objection_until } = event.payload;
      const stage = rating.stage === 'issued' ? 'noticed' : rating.stage;
      return { ...rating, stage, noticedOn: dayOf(noticed_on), objectionUntil: dayOf(objection_until), lastStepOn: dayOf(noticed_on) };
    }
    case 'RatingObjectedTo': {
      const objectedOn = dayOf(event.payload.objected_on);
      return { ...rating, stage: 'objected', objectedOn, lastStepOn: objectedOn };
    }
    case 'RatingUpheld':
      return { ...rating, stage: 'upheld', lastStepOn: dayOf(event.payload.answered_on) };
    case 'RatingCorrected':
      return { ...rating, stage: 'corrected', correctedBy: event.payload.corrected_by, lastStepOn: dayOf(event.payload.corrected_on) };
  }
}

/** The rating that a stream's events describe, or null for an empty stream. */
export const foldRating = (events: readonly RatingEvent[]): Rating | null => events.reduce<Rating | null>(evolveRating, null);

function opened(proposed: Extract<RatingEvent, { type: 'RatingProposed' }>['payload']): Rating {
  return {
    id: proposed.rating_id,
    customerNo: proposed.customer_no,
    stage: 'proposed',
    asOf: dayOf(proposed.as_of),
    grade: proposed.judged.grade,
    proposedBy: proposed.proposed_by,
    approvedBy: null,
    issuedBy: null,
    issuedOn: null,
    noticedOn: null,
    objectionUntil: null,
    objectedOn: null,
    corrects: proposed.corrects ?? null,
    correctedBy: null,
    lastStepOn: dayOf(proposed.proposed_on),
  };
}
