import type { RecordedRoom } from '#platform/recording/recorded-room.js';
import { billingRoom } from './billing-room.js';
import { exemptBill } from './decisions/exempt-bill.js';
import { recordBill } from './decisions/record-bill.js';
import { recordMandateFinding } from './decisions/record-mandate-finding.js';
import { recordPayment } from './decisions/record-payment.js';
import { recordPaymentReturn } from './decisions/record-payment-return.js';
import { billingEventTypes } from './event-types.js';

/** What the room brings along. */
export const billing: RecordedRoom = {
  room: billingRoom,
  commands: [recordBill, recordPayment, recordPaymentReturn, exemptBill, recordMandateFinding],
  eventTypes: billingEventTypes,
};
