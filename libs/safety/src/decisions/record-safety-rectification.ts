import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { safetyRoom } from '../safety-room.js';
import { safetyFinding } from '../records/safety-finding.js';

export class RecordSafetyRectification extends GivenCommand {}

export const recordSafetyRectification = recordsLaterDay({
  name: 'RecordSafetyRectification',
  command: RecordSafetyRectification,
  recording: safetyRoom,
  kind: safetyFinding,
  day: 'rectified_on',
  summary: {
    en: 'Records that a safety defect was rectified.',
    zh: '登记安全缺陷已整改。',
  },
  example: { finding_no: 'F000001', rectified_on: '2023-07-01' },
});
