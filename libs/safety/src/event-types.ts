import { recordedEventTypes } from '#platform/recording/recorded-event-types.js';
import type { SafetyEvent } from './events.js';
import { safetyRoom } from './safety-room.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const safetyEventTypes = recordedEventTypes<SafetyEvent['type']>(safetyRoom, {
  SafetyIncidentOccurred: { en: 'An electrical accident or a cascade trip happened.', zh: '发生电气事故或越级跳闸。' },
  IncidentConcealmentFound: { en: 'An incident was found to have been concealed.', zh: '发现隐瞒事故不报。' },
  SafetyDefectFound: { en: 'A defect was found: electricians without licence, or deficient operating procedures.', zh: '发现安全缺陷：无证电工或操作规程不完善。' },
  SafetyDefectRectified: { en: 'A safety defect was rectified.', zh: '安全缺陷已整改。' },
  SafetyAwardApproved: { en: 'An award for years without accident was approved; whether it is granted is judged when asked.', zh: '安全奖励获批准；是否给予在查询时判定。' },
  SafetyRecordEnteredInError: { en: 'A record of the safety room was entered in error: void from the start, for every knowledge date from this event on.', zh: '安全记录录入有误：自本事件起的任何认知日期下均自始无效。' },
});
