import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsLaterDay } from '#platform/recording/commands/records-later-day.js';
import { safetyRoom } from '../safety-room.js';
import { safetyIncident } from '../records/safety-incident.js';

export class RecordConcealment extends GivenCommand {}

export const recordConcealment = recordsLaterDay({
  name: 'RecordConcealment',
  command: RecordConcealment,
  recording: safetyRoom,
  kind: safetyIncident,
  day: 'concealed_found_on',
  summary: {
    en: 'Records the day on which it was found that an incident had been concealed.',
    zh: '登记发现隐瞒事故不报之日。',
  },
  example: { incident_no: 'I000001', concealed_found_on: '2023-06-01' },
});
