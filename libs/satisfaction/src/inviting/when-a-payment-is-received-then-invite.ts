import type { PaymentReceived } from '#billing/events.js';
import { mayActOutward } from '#platform/event-store/may-act-outward.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Process, Reaction } from '#platform/processing/process.js';

/** Who has just paid is asked how it went (S002). Payments of years ago, imported or caught up with late, ask nobody. */
export const whenAPaymentIsReceivedThenInvite: Process = {
  name: 'when-a-payment-is-received-then-invite',
  room: 'satisfaction',
  eventTypes: ['PaymentReceived'],
  gives: ['InviteAfterPayment'],

  react({ envelope, payload }: NumberedEvent, { today }): readonly Reaction[] {
    if (!mayActOutward(envelope, today)) return [];
    const { customer_no, payment_no } = payload as unknown as PaymentReceived['payload'];
    return [{ give: 'InviteAfterPayment', input: { customer_no, payment_no } }];
  },
};
