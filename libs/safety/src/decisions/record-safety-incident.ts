import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { safetyRoom } from '../safety-room.js';
import { safetyIncident } from '../records/safety-incident.js';

export class RecordSafetyIncident extends GivenCommand {}

export const recordSafetyIncident = recordsRow({
  name: 'RecordSafetyIncident',
  command: RecordSafetyIncident,
  recording: safetyRoom,
  kind: safetyIncident,
  summary: {
    en: 'Records an electrical accident or a cascade trip.',
    zh: '登记电气事故或越级跳闸。',
  },
  example: { incident_no: 'I000001', customer_no: 'C000001', kind: 'cascade_trip_branch', occurred_on: '2023-05-06', wide_outage: true },
});
