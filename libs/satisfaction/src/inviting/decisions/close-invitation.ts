import { formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerInvitations } from '../customer-invitations.js';
import type { ClosingReason, SurveyInvitationClosed } from '../invitation-events.js';

/** Closes what can still be answered of a customer's invitations: all of them, or those of one stratum of a wave. */
export function decideCloseInvitations(state: CustomerInvitations, customerNo: string, reason: ClosingReason, today: Day, only?: { readonly wave: string; readonly stratum: string }): SurveyInvitationClosed[] {
  return state.all
    .filter(({ redeemedOn, closed, issued }) => redeemedOn === null && closed === null && (!only || (issued.wave === only.wave && issued.stratum === only.stratum)))
    .map(({ id }) => ({ type: 'SurveyInvitationClosed', payload: { invitation: id, customer_no: customerNo, reason, closed_on: formatDay(today) } }));
}
