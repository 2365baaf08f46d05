import { z } from 'zod';
import { customerField, dayField, textField } from '#platform/event-store/payload-fields.js';
import { recordedEventTypes, type } from '#platform/recording/recorded-event-types.js';
import { customersRoom } from './customers-room.js';
import type { CustomerEvent } from './events.js';
import { CUSTOMER_CLASSES } from './records/customer.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const customersEventTypes = recordedEventTypes<CustomerEvent['type']>(
  customersRoom,
  {
    CustomerOpened: { en: 'An account was opened; name, phone and address are encrypted under the customer’s own key.', zh: '客户开户；名称、电话与地址以客户专用密钥加密。' },
    CustomerDetailsChanged: { en: 'Details of a customer changed; only what changed is there, personal data as a whole.', zh: '客户资料变更：仅含变更项，个人信息整体替换。' },
    CustomerClosed: { en: 'An account was closed.', zh: '客户销户。' },
    CustomerReclassified: { en: 'A customer was put into another class: from that day it is scored, with its whole history, under the new one.', zh: '客户类别变更：自该日起其全部历史按新类别评分。' },
    CustomerRecordEnteredInError: { en: 'A record of the customers room was entered in error: void from the start, for every knowledge date from this event on.', zh: '客户记录录入有误：自本事件起的任何认知日期下均自始无效。' },
  },
  [type('CustomerReclassified', { customer_no: customerField, customer_class: z.enum(CUSTOMER_CLASSES), effective_from: dayField, reason: textField })],
);
