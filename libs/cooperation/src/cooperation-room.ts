import { room } from '#platform/recording/room.js';
import { cooperationStream } from './events.js';
import { cooperationFinding } from './records/cooperation-finding.js';
import { rectificationNotice } from './records/rectification-notice.js';

/** Findings on cooperation, and rectification notices. */
export const cooperationRoom = room({
  name: 'cooperation',
  kinds: [cooperationFinding, rectificationNotice],
  stream: cooperationStream,
  enteredInError: 'CooperationRecordEnteredInError',
});
