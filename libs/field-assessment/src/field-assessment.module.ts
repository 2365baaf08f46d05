import type { RecordedRoom } from '#platform/recording/recorded-room.js';
import { fieldAssessmentRoom } from './field-assessment-room.js';
import { approveFieldAssessment } from './decisions/approve-field-assessment.js';
import { replaceFieldAssessment } from './decisions/replace-field-assessment.js';
import { fieldAssessmentEventTypes } from './event-types.js';

/** What the room brings along. */
export const fieldAssessment: RecordedRoom = {
  room: fieldAssessmentRoom,
  commands: [approveFieldAssessment, replaceFieldAssessment],
  eventTypes: fieldAssessmentEventTypes,
};
