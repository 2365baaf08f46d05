import { dayOf, type Day } from '#platform/kernel/day.js';
import type { ClosingReason, InvitationEvent, SurveyInvitationIssued } from './invitation-events.js';

/** One invitation as it stands. */
export interface Invitation {
  readonly id: string;
  readonly issued: SurveyInvitationIssued['payload'];
  readonly tokenHashes: readonly string[];
  readonly reminders: number;
  readonly redeemedOn: string | null;
  readonly coupon: string | null;
  readonly closed: ClosingReason | null;
}

/** All invitations of one customer, the oldest first. */
export interface CustomerInvitations {
  readonly all: readonly Invitation[];
}

export const NEVER_INVITED: CustomerInvitations = { all: [] };

export function evolveInvitations(state: CustomerInvitations, event: InvitationEvent): CustomerInvitations {
  if (event.type === 'SurveyInvitationIssued') {
    const { payload } = event;
    return { all: [...state.all, { id: payload.invitation, issued: payload, tokenHashes: [payload.token_hash], reminders: 0, redeemedOn: null, coupon: null, closed: null }] };
  }
  return { all: state.all.map((one) => (one.id === event.payload.invitation ? changed(one, event) : one)) };
}

function changed(one: Invitation, event: Exclude<InvitationEvent, SurveyInvitationIssued>): Invitation {
  switch (event.type) {
    case 'SurveyReminderSent':
      return { ...one, reminders: event.payload.number, tokenHashes: [...one.tokenHashes, event.payload.token_hash] };
    case 'SurveyTokenRedeemed':
      return { ...one, redeemedOn: event.payload.redeemed_on };
    case 'SurveyCouponGranted':
      return { ...one, coupon: event.payload.coupon };
    case 'SurveyInvitationClosed':
      return { ...one, closed: event.payload.reason };
  }
}

export const invitationIn = ({ all }: CustomerInvitations, id: string): Invitation | null => all.find((one) => one.id === id) ?? null;

/** The id that the next invitation of a customer gets. */
export const nextInvitation = (state: CustomerInvitations, customerNo: string): string => `S-${customerNo}-${state.all.length + 1}`;

/** Whether an invitation may still be answered on a day. */
export const isOpen = (one: Invitation, today: Day): boolean => one.redeemedOn === null && one.closed === null && today <= dayOf(one.issued.expires_on);
