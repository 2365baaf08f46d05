import { refuse } from '#platform/deciding/refusal.js';
import { formatDay, type Day } from '#platform/kernel/day.js';
import type { AskingRules } from '../asking-rules.js';
import { invitationIn, type CustomerInvitations } from '../customer-invitations.js';
import type { SurveyCouponGranted, SurveyTokenRedeemed } from '../invitation-events.js';

/**
 * That an invitation was answered, and the coupon for it, whatever was answered: in one append, so that there is never
 * one without the other. Nothing where that is on record. Refuses (404) an invitation that nobody knows.
 */
export function decideRedeemToken(state: CustomerInvitations, id: string, rules: AskingRules, today: Day): (SurveyTokenRedeemed | SurveyCouponGranted)[] {
  const one = invitationIn(state, id);
  if (!one) throw refuse('unknown-invitation', `There is no invitation '${id}'.`, 404, { field: 'invitation', value: id });
  if (one.redeemedOn !== null) return [];
  const { customer_no, wave, stratum } = one.issued;
  const on = formatDay(today);
  return [
    { type: 'SurveyTokenRedeemed', payload: { invitation: id, customer_no, ...(wave === undefined ? {} : { wave }), ...(stratum === undefined ? {} : { stratum }), redeemed_on: on } },
    { type: 'SurveyCouponGranted', payload: { invitation: id, customer_no, coupon: id.replace(/^S-/, 'K-'), worth_fen: rules.couponFen, granted_on: on } },
  ];
}
