import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { countField, numberField, realDayField, textField } from '#platform/event-store/payload-fields.js';

const region = textField.meta({ description: 'The region.', examples: ['North'] }).optional();

export const fieldEvidenceTypes: readonly EventType[] = [
  {
    type: 'MysteryVisitRecorded', version: 1, room: 'satisfaction', stream: 'mystery-visit-<visit_no>',
    meaning: { en: 'What a mystery customer found: evidence, never counted in an index.', zh: '神秘顾客暗访记录：仅作佐证，不计入任何指数。' },
    schema: z.strictObject({ visit_no: numberField, visited_on: realDayField, region, place: textField.meta({ description: 'Where: a hall, a hotline.', examples: ['North hall 2'] }), observations: textField.meta({ description: 'What was seen and heard, naming nobody.', examples: ['Waited 4 minutes.'] }) }),
  },
  {
    type: 'SymposiumRecorded', version: 1, room: 'satisfaction', stream: 'symposium-<symposium_no>',
    meaning: { en: 'Notes of a symposium with customers: evidence, never counted in an index.', zh: '客户座谈会纪要：仅作佐证，不计入任何指数。' },
    schema: z.strictObject({ symposium_no: numberField, held_on: realDayField, region, topic: textField.meta({ description: 'What it was about.', examples: ['Outages in summer'] }), participants: countField, notes: textField.meta({ description: 'What was said, naming nobody.', examples: ['Two asked for notices by WeChat.'] }) }),
  },
];
