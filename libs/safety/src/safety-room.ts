import { room } from '#platform/recording/room.js';
import { safetyStream } from './events.js';
import { safetyAward } from './records/safety-award.js';
import { safetyFinding } from './records/safety-finding.js';
import { safetyIncident } from './records/safety-incident.js';

/** Accidents, defects and awards. */
export const safetyRoom = room({
  name: 'safety',
  kinds: [safetyIncident, safetyFinding, safetyAward],
  stream: safetyStream,
  enteredInError: 'SafetyRecordEnteredInError',
});
