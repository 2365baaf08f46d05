import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { fieldAssessmentRoom } from '../field-assessment-room.js';
import { fieldAssessment } from '../records/field-assessment.js';

export class ApproveFieldAssessment extends GivenCommand {}

export const approveFieldAssessment = recordsRow({
  name: 'ApproveFieldAssessment',
  command: ApproveFieldAssessment,
  recording: fieldAssessmentRoom,
  kind: fieldAssessment,
  summary: {
    en: 'Records an assessment on site, approved by another person than the assessor.',
    zh: '登记现场评价（批准人须非评价人）。',
  },
  example: { assessment_no: 'E000001', customer_no: 'C000001', area: 'operations', score: '4.5', assessed_on: '2023-11-01', assessed_by: 'Li Wei', approved_on: '2023-11-08', approved_by: 'Chen Jing' },
});
