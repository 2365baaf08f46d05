import { z } from 'zod';
import { recordedEventTypes, type } from '#platform/recording/recorded-event-types.js';
import { customersRoom } from './customers-room.js';
import { CUSTOMER_CLASSES } from './records/customer.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const customersEventTypes = recordedEventTypes(customersRoom, [
  type('CustomerReclassified', {
    customer_no: z.string().min(1),
    customer_class: z.enum(CUSTOMER_CLASSES),
    effective_from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    reason: z.string().min(1),
  }),
]);
