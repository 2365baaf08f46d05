import type { RecordedRoom } from '#platform/recording/recorded-room.js';
import { safetyRoom } from './safety-room.js';
import { approveSafetyAward } from './decisions/approve-safety-award.js';
import { recordConcealment } from './decisions/record-concealment.js';
import { recordSafetyFinding } from './decisions/record-safety-finding.js';
import { recordSafetyIncident } from './decisions/record-safety-incident.js';
import { recordSafetyRectification } from './decisions/record-safety-rectification.js';
import { safetyEventTypes } from './event-types.js';

/** What the room brings along. */
export const safety: RecordedRoom = {
  room: safetyRoom,
  commands: [recordSafetyIncident, recordConcealment, recordSafetyFinding, recordSafetyRectification, approveSafetyAward],
  eventTypes: safetyEventTypes,
};
