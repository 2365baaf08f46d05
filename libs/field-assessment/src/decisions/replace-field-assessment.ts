import { z } from 'zod';
import type { RecordingCommand } from '#platform/recording/commands/command-description.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { documentNumberField, fieldsOf, reasonField } from '#platform/recording/commands/input-schema.js';
import { unknownRecord } from '#platform/recording/commands/records-later-day.js';
import { rowOf } from '#platform/recording/commands/records-row.js';
import { decideRows } from '#platform/recording/decide-rows.js';
import { liveRecord } from '#platform/recording/room-state.js';
import { fieldAssessmentRoom } from '../field-assessment-room.js';
import { fieldAssessment } from '../records/field-assessment.js';

export class ReplaceFieldAssessment extends GivenCommand {}

type Input = Record<string, unknown> & { replaces: string; reason: string; assessment_no: string; customer_no: string };

/** The replaced assessment is void from the start; the new one has a number of its own. */
export const replaceFieldAssessment: RecordingCommand<Input> = {
  name: 'ReplaceFieldAssessment',
  room: 'field-assessment',
  recording: fieldAssessmentRoom,
  command: ReplaceFieldAssessment,
  summary: {
    en: 'Replaces a field assessment by another; the replaced one is void from the start.',
    zh: '以新的现场评价取代原评价；原评价自始无效。',
  },
  example: {
    replaces: 'E000001',
    reason: 'The form of another site was attached.',
    assessment_no: 'E000002',
    customer_no: 'C000001',
    area: 'operations',
    score: '3.5',
    assessed_on: '2023-11-02',
    assessed_by: 'Li Wei',
    approved_on: '2023-11-20',
    approved_by: 'Chen Jing',
  },
  schema: z.strictObject({ replaces: documentNumberField.describe('The number of the assessment replaced.'), reason: reasonField, ...fieldsOf(fieldAssessment) }),
  subject: (input) => ({ customerNo: input.customer_no }),
  rows: (input, customerNo) => {
    const { row, problems } = rowOf(fieldAssessment, input, customerNo);
    return { rows: row ? [row] : [], problems };
  },
  decide: (state, input, rows, context) => {
    const decision = decideRows(fieldAssessmentRoom, state, rows, context);
    if (decision.events.length === 0) return decision;
    const old = liveRecord(state, fieldAssessment, input.replaces);
    if (!old) {
      const problem = { ...unknownRecord(state, fieldAssessment, input.replaces, context.customerNo), column: 'replaces' };
      return { events: [], problems: [problem] };
    }
    const [{ event, row }] = decision.events;
    const payload = { ...event.payload, replaces: input.replaces, replaced_event: old.event, reason: input.reason };
    return { events: [{ event: { ...event, type: 'FieldAssessmentReplaced', payload }, row }], problems: [] };
  },
};
