import { recordedEventTypes } from '#platform/recording/recorded-event-types.js';
import type { BillingEvent } from './events.js';
import { billingRoom } from './billing-room.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const billingEventTypes = recordedEventTypes<BillingEvent['type']>(billingRoom, {
  BillIssued: { en: 'A bill was issued to a customer.', zh: '向客户开具电费账单。' },
  PaymentReceived: { en: 'A payment on a bill came in.', zh: '收到账单付款。' },
  PaymentReturned: { en: 'A payment was returned: from that day it counts as never made.', zh: '付款被退回：自该日起视为从未付款。' },
  BillExempted: { en: 'A bill was exempted: from the day of the decision it counts as never issued.', zh: '账单获豁免：自决定之日起视为从未开具。' },
  MandateFoundVoid: { en: 'A wrong account number was given on purpose: the mandate is void.', zh: '客户故意提供错误账号，委托无效。' },
  BillingRecordEnteredInError: { en: 'A record of the billing room was entered in error: void from the start, for every knowledge date from this event on.', zh: '计费记录录入有误：自本事件起的任何认知日期下均自始无效。' },
});
