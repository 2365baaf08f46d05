import { recordedEventTypes } from '#platform/recording/recorded-event-types.js';
import type { FieldAssessmentEvent } from './events.js';
import { fieldAssessmentRoom } from './field-assessment-room.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const fieldAssessmentEventTypes = recordedEventTypes<FieldAssessmentEvent['type']>(fieldAssessmentRoom, {
  FieldAssessmentApproved: { en: 'An assessment on site was approved, by another person than the assessor.', zh: '现场评价获批准（批准人非评价人）。' },
  FieldAssessmentReplaced: { en: 'An assessment on site took the place of another, which is void from the start.', zh: '以新的现场评价取代原评价；原评价自始无效。' },
  FieldAssessmentRecordEnteredInError: { en: 'An assessment on site was entered in error: void from the start, for every knowledge date from this event on.', zh: '现场评价录入有误：自本事件起的任何认知日期下均自始无效。' },
});
