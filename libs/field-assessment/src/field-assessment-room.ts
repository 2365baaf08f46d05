import { room } from '#platform/recording/room.js';
import { fieldAssessmentStream } from './events.js';
import { fieldAssessment } from './records/field-assessment.js';

/** Assessments on site. */
export const fieldAssessmentRoom = room({
  name: 'field-assessment',
  kinds: [fieldAssessment],
  stream: fieldAssessmentStream,
  enteredInError: 'FieldAssessmentRecordEnteredInError',
  replaced: 'FieldAssessmentReplaced',
});
