import { refuse } from '#platform/deciding/refusal.js';
import { formatDay, type Day } from '#platform/kernel/day.js';
import { invitationIn, type CustomerInvitations } from '../customer-invitations.js';
import type { SurveyTokenRedeemed } from '../invitation-events.js';

/** That an invitation was answered; null where that is on record. Refuses (404) an invitation that nobody knows. */
export function decideRedeemToken(state: CustomerInvitations, id: string, today: Day): SurveyTokenRedeemed | null {
  const one = invitationIn(state, id);
  if (!one) throw refuse('unknown-invitation', `There is no invitation '${id}'.`, 404, { field: 'invitation', value: id });
  if (one.redeemedOn !== null) return null;
  const { customer_no, wave, stratum } = one.issued;
  return { type: 'SurveyTokenRedeemed', payload: { invitation: id, customer_no, ...(wave === undefined ? {} : { wave }), ...(stratum === undefined ? {} : { stratum }), redeemed_on: formatDay(today) } };
}
