import { recordedEventTypes } from '#platform/recording/recorded-event-types.js';
import { cooperationRoom } from './cooperation-room.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const cooperationEventTypes = recordedEventTypes(cooperationRoom);
