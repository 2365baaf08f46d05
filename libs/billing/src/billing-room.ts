import { room } from '#platform/recording/room.js';
import { billingStream } from './events.js';
import { bill } from './records/bill.js';
import { billExemption } from './records/bill-exemption.js';
import { mandateFinding } from './records/mandate-finding.js';
import { payment } from './records/payment.js';
import { paymentReturn } from './records/payment-return.js';
import { paymentsWithinBill, voidedReturnExceeds } from './decisions/payments-within-bill.js';

/** Bills, payments, what undoes them, and findings on mandates. */
export const billingRoom = room({
  name: 'billing',
  kinds: [bill, payment, paymentReturn, billExemption, mandateFinding],
  stream: billingStream,
  enteredInError: 'BillingRecordEnteredInError',
  together: paymentsWithinBill,
  voidBreaks: (state, kind, number) => (kind === paymentReturn ? voidedReturnExceeds(state, number) : null),
});
