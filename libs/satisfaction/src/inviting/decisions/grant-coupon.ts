import { refuse } from '#platform/deciding/refusal.js';
import { formatDay, type Day } from '#platform/kernel/day.js';
import type { AskingRules } from '../asking-rules.js';
import { invitationIn, type CustomerInvitations } from '../customer-invitations.js';
import type { SurveyCouponGranted } from '../invitation-events.js';

/**
 * The coupon of an invitation that was answered: one, whatever was answered; null where it was granted. Refuses an
 * invitation that nobody knows (404) and one that was not answered (422).
 */
export function decideGrantCoupon(state: CustomerInvitations, id: string, rules: AskingRules, today: Day): SurveyCouponGranted | null {
  const one = invitationIn(state, id);
  if (!one) throw refuse('unknown-invitation', `There is no invitation '${id}'.`, 404, { field: 'invitation', value: id });
  if (one.coupon !== null) return null;
  if (one.redeemedOn === null) throw refuse('not-answered', `The invitation '${id}' was not answered: a coupon is granted for an answer.`, 422, { field: 'invitation', value: id });
  return { type: 'SurveyCouponGranted', payload: { invitation: id, customer_no: one.issued.customer_no, coupon: id.replace(/^S-/, 'K-'), worth_fen: rules.couponFen, granted_on: formatDay(today) } };
}
