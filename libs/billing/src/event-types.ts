import { recordedEventTypes } from '#platform/recording/recorded-event-types.js';
import { billingRoom } from './billing-room.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const billingEventTypes = recordedEventTypes(billingRoom);
