import type { RecordedRoom } from '#platform/recording/recorded-room.js';
import { cooperationRoom } from './cooperation-room.js';
import { recordCooperationFinding } from './decisions/record-cooperation-finding.js';
import { recordNoticeMet } from './decisions/record-notice-met.js';
import { serveRectificationNotice } from './decisions/serve-rectification-notice.js';
import { cooperationEventTypes } from './event-types.js';

/** What the room brings along. */
export const cooperation: RecordedRoom = {
  room: cooperationRoom,
  commands: [recordCooperationFinding, serveRectificationNotice, recordNoticeMet],
  eventTypes: cooperationEventTypes,
};
