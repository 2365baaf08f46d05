import { z } from 'zod';
import { mainFields, recordedEventTypes, type } from '#platform/recording/recorded-event-types.js';
import { legalRoom } from './legal-room.js';
import { report } from './records/report.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const legalEventTypes = recordedEventTypes(legalRoom, [
  { ...type('ReportReceived', { ...mainFields(report), informant: z.string().min(1).optional() }), personal: ['informant'] },
]);
