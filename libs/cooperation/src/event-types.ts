import { recordedEventTypes } from '#platform/recording/recorded-event-types.js';
import type { CooperationEvent } from './events.js';
import { cooperationRoom } from './cooperation-room.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const cooperationEventTypes = recordedEventTypes<CooperationEvent['type']>(cooperationRoom, {
  CooperationFailureFound: { en: 'The customer was found not to cooperate.', zh: '认定客户不予配合。' },
  RectificationNoticeServed: { en: 'A notice was served that demands something until a deadline.', zh: '送达限期整改通知书。' },
  RectificationNoticeMet: { en: 'What a rectification notice demanded was done.', zh: '限期整改已完成。' },
  CooperationRecordEnteredInError: { en: 'A record of the cooperation room was entered in error: void from the start, for every knowledge date from this event on.', zh: '配合记录录入有误：自本事件起的任何认知日期下均自始无效。' },
});
