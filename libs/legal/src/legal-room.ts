import { room } from '#platform/recording/room.js';
import { legalStream } from './events.js';
import { report } from './records/report.js';
import { violation } from './records/violation.js';

/** Violations and reports. */
export const legalRoom = room({
  name: 'legal',
  kinds: [violation, report],
  stream: legalStream,
  enteredInError: 'LegalRecordEnteredInError',
});
