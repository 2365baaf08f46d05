import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Process, Reaction } from '#platform/processing/process.js';
import type { SurveyTokenRedeemed } from './invitation-events.js';

/** Who has answered gets a coupon, whatever was answered. It is owed, so that no lateness forfeits it. */
export const whenATokenIsRedeemedThenGrantACoupon: Process = {
  name: 'when-a-token-is-redeemed-then-grant-a-coupon',
  room: 'satisfaction',
  eventTypes: ['SurveyTokenRedeemed'],
  gives: ['GrantSurveyCoupon'],

  react({ envelope, payload }: NumberedEvent): readonly Reaction[] {
    if (envelope.origin !== 'live') return [];
    const { customer_no, invitation } = payload as unknown as SurveyTokenRedeemed['payload'];
    return [{ give: 'GrantSurveyCoupon', input: { customer_no, invitation } }];
  },
};
