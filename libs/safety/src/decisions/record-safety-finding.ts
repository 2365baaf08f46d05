import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { safetyRoom } from '../safety-room.js';
import { safetyFinding } from '../records/safety-finding.js';

export class RecordSafetyFinding extends GivenCommand {}

export const recordSafetyFinding = recordsRow({
  name: 'RecordSafetyFinding',
  command: RecordSafetyFinding,
  recording: safetyRoom,
  kind: safetyFinding,
  summary: {
    en: 'Records a defect found: electricians without licence, or deficient operating procedures.',
    zh: '登记安全缺陷：无证电工或操作规程不完善。',
  },
  example: { finding_no: 'F000001', customer_no: 'C000001', kind: 'unqualified_electrician', found_on: '2023-05-10', persons: 2 },
});
