import type { RecordedRoom } from '#platform/recording/recorded-room.js';
import { legalRoom } from './legal-room.js';
import { confirmCase } from './decisions/confirm-case.js';
import { openCase } from './decisions/open-case.js';
import { recordReport } from './decisions/record-report.js';
import { verifyReport } from './decisions/verify-report.js';
import { withdrawCase } from './decisions/withdraw-case.js';
import { legalEventTypes } from './event-types.js';

/** What the room brings along. */
export const legal: RecordedRoom = {
  room: legalRoom,
  commands: [openCase, confirmCase, withdrawCase, recordReport, verifyReport],
  eventTypes: legalEventTypes,
};
