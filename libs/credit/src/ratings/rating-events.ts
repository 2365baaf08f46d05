import type { CustomerClass } from '#customers/events.js';
import type { CategoryCode, Grade, RuleId } from '../rules/rule-ids.js';
import type { RiskMeasure } from './risk-measures.js';

/** By which way a notice reaches a customer. */
export const NOTICE_CHANNELS = ['letter', 'registered_letter', 'sms', 'email', 'phone', 'web', 'wechat', 'app', 'visit', 'counter'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** An entry as it was judged: what its points were, and the events of the facts it rests on. */
export interface JudgedEntry {
  id: string;
  rule: RuleId;
  category: CategoryCode;
  points: string;
  effective: string;
  since: string;
  until: string | null;
  edition: string;
  facts: string[];
}

/** A score as it was judged. Kept with the decision, so that nothing has to be recomputed to know what was decided on. */
export interface JudgedScore {
  customer_class: CustomerClass;
  edition: string;
  known_as_of: string;
  /** The position of the log up to which facts were known; a decimal string. */
  position: string;
  total: string;
  /** The same without rounding: a fraction of two whole numbers. */
  total_exact: string;
  grade: Grade;
  veto: CategoryCode[];
  provisional: boolean;
  categories: { code: CategoryCode; full: string; value: string; deductions: string; rewards: string; capped: string }[];
  entries: JudgedEntry[];
  superseded: { rule: RuleId; points: string; entry: string; by: RuleId }[];
}

interface Named {
  rating_id: string;
  customer_no: string;
}

export interface RatingProposed {
  type: 'RatingProposed';
  payload: Named & {
    as_of: string;
    proposed_on: string;
    proposed_by: string;
    note?: string;
    /** The rating that this one would correct, and why. */
    corrects?: string;
    reason?: string;
    judged: JudgedScore;
  };
}
export interface RatingApproved {
  type: 'RatingApproved';
  payload: Named & { approved_on: string; approved_by: string };
}
export interface RatingRejected {
  type: 'RatingRejected';
  payload: Named & { rejected_on: string; rejected_by: string; reason?: string; corrects?: string };
}
export interface RatingProposalWithdrawn {
  type: 'RatingProposalWithdrawn';
  payload: Named & { withdrawn_on: string; withdrawn_by: string; reason?: string; corrects?: string };
}
/** From `effective_from` on the grade holds, until another is issued. `corrects`: the rating that it replaces. */
export interface RatingIssued {
  type: 'RatingIssued';
  payload: Named & { issued_on: string; issued_by: string; effective_from: string; grade: Grade; measures: RiskMeasure[]; corrects?: string };
}
/** The term counts from the notice; term and last day stand in the event, so that a later edition does not move them. */
export interface RatingNoticed {
  type: 'RatingNoticed';
  payload: Named & { noticed_on: string; channel: NoticeChannel; term_days: number; objection_until: string };
}
export interface RatingObjectedTo {
  type: 'RatingObjectedTo';
  /** `statement`: the customer's own words, encrypted under the customer's key. */
  payload: Named & { objected_on: string; statement: string; answer_days: number; answer_due_on: string };
}
/** The objection was answered: the rating stands. */
export interface RatingUpheld {
  type: 'RatingUpheld';
  /** `answer`: encrypted like the statement that it answers. */
  payload: Named & { answered_on: string; answered_by: string; answer: string };
}
/** The rating was replaced by another, which names it in turn. */
export interface RatingCorrected {
  type: 'RatingCorrected';
  payload: Named & { corrected_on: string; corrected_by: string };
}

export type RatingEvent =
  | RatingProposed
  | RatingApproved
  | RatingRejected
  | RatingProposalWithdrawn
  | RatingIssued
  | RatingNoticed
  | RatingObjectedTo
  | RatingUpheld
  | RatingCorrected;

/** Version 1 of each; the types that a reader of ratings listens to. */
export const RATING_EVENT_TYPES: readonly RatingEvent['type'][] = [
  'RatingProposed', 'RatingApproved', 'RatingRejected', 'RatingProposalWithdrawn', 'RatingIssued', 'RatingNoticed',
  'RatingObjectedTo', 'RatingUpheld', 'RatingCorrected',
];

export const ratingStream = (ratingId: string): string => `rating-${ratingId}`;
