/**
 * What is recorded of persons who are asked: in the stream `survey-<customer_no>`, so that two invitations of one
 * customer cannot be decided beside each other. Nothing here says what anybody answered, and nothing that says what was
 * answered leads here (docs/decisions/answers-without-persons.md).
 */
export const MOMENTS = ['payment', 'wave', 'request'] as const;
export type Moment = (typeof MOMENTS)[number];

/** Channels in which a customer is invited by name; opinion cards come as files. */
export const INVITED_CHANNELS = ['payment', 'callback', 'web', 'wechat', 'visit'] as const;
export type InvitedChannel = (typeof INVITED_CHANNELS)[number];

export const CLOSING_REASONS = ['quota-full', 'erased'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

interface Of {
  /** `S-<customer_no>-<n>` */
  invitation: string;
  customer_no: string;
}

/** A customer was asked; of the token only its hash is kept. */
export interface SurveyInvitationIssued {
  type: 'SurveyInvitationIssued';
  payload: Of & {
    questionnaire: string;
    edition: number;
    /** The wave whose sample the customer is in, and the payment that led here. */
    wave?: string;
    stratum?: string;
    payment?: string;
    moment: Moment;
    channel: InvitedChannel;
    region?: string;
    segment?: string;
    customer_class: 'power' | 'lighting';
    token_hash: string;
    issued_on: string;
    /** The last day on which the token is taken. */
    expires_on: string;
  };
}
/** Reminded, with a token of its own: the first one has left the house and is not kept. */
export interface SurveyReminderSent {
  type: 'SurveyReminderSent';
  payload: Of & { number: number; token_hash: string; sent_on: string };
}
/** The customer has answered; what, nobody knows. */
export interface SurveyTokenRedeemed {
  type: 'SurveyTokenRedeemed';
  payload: Of & { wave?: string; stratum?: string; redeemed_on: string };
}
/** Thanks for having answered, whatever was answered. */
export interface SurveyCouponGranted {
  type: 'SurveyCouponGranted';
  payload: Of & { coupon: string; worth_fen: string; granted_on: string };
}
/** The invitation holds no longer: its stratum has its answers, or the person was erased. */
export interface SurveyInvitationClosed {
  type: 'SurveyInvitationClosed';
  payload: Of & { reason: ClosingReason; closed_on: string };
}

export type InvitationEvent = SurveyInvitationIssued | SurveyReminderSent | SurveyTokenRedeemed | SurveyCouponGranted | SurveyInvitationClosed;
export const INVITATION_EVENT_TYPES = ['SurveyInvitationIssued', 'SurveyReminderSent', 'SurveyTokenRedeemed', 'SurveyCouponGranted', 'SurveyInvitationClosed'] as const;

export const invitationStream = (customerNo: string): string => `survey-${customerNo}`;
