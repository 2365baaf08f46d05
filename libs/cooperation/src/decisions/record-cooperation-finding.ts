import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { cooperationRoom } from '../cooperation-room.js';
import { cooperationFinding } from '../records/cooperation-finding.js';

export class RecordCooperationFinding extends GivenCommand {}

export const recordCooperationFinding = recordsRow({
  name: 'RecordCooperationFinding',
  command: RecordCooperationFinding,
  recording: cooperationRoom,
  kind: cooperationFinding,
  summary: {
    en: 'Records a failure to cooperate.',
    zh: '登记不予配合的认定。',
  },
  example: { finding_no: 'K000001', customer_no: 'C000001', kind: 'refused_inspection', found_on: '2023-09-01' },
});
