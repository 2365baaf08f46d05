import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { countField, customerField, dayField, textField } from '#platform/event-store/payload-fields.js';
import { CHANNELS } from './answers/answers.js';
import { fieldEvidenceTypes } from './field-evidence/field-evidence-types.js';
import { invitationEventTypes } from './inviting/invitation-event-types.js';

const channel = z.enum(CHANNELS).meta({ description: 'How it was answered.', examples: ['web'] });
const questionnaire = textField.meta({ description: 'The id of the questionnaire.', examples: ['supply-service'] });
const edition = countField.meta({ description: 'The edition of the questionnaire.', examples: [1] });
const wave = textField.meta({ description: 'The id of the wave.', examples: ['2026-autumn'] });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'SHA-256, hex.', examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] });
const whole = z.int().min(0).meta({ description: 'A whole number from 0.', examples: [385] });
const place = textField.optional();
const stratum = { region: textField.optional(), segment: textField.optional(), customer_class: textField.optional() };
const room = 'satisfaction';

/** The event types of this room. */
export const satisfactionEventTypes: readonly EventType[] = [
  {
    type: 'QuestionnaireEditionPublished', version: 1, room, stream: 'questionnaire-<id>',
    meaning: { en: 'An edition of a questionnaire was published; it never changes afterwards.', zh: '发布问卷版本；发布后不得更改。' },
    schema: z.strictObject({ questionnaire, edition, content_sha256: sha256, definition: z.record(z.string(), z.unknown()).meta({ description: 'The whole questionnaire.', examples: [{}] }) }),
  },
  {
    type: 'WaveDrawn', version: 1, room, stream: 'wave-<id>',
    meaning: { en: 'A survey wave began: its frame, its strata with their quotas, and the seed by which its sample was drawn.', zh: '抽样调查波次：抽样框、分层配额与随机种子。' },
    schema: z.strictObject({
      wave, questionnaire, edition, opens_on: dayField, closes_on: dayField,
      frame: z.strictObject({ ...stratum, moment: z.strictObject({ event: textField, days: countField }).optional() }).meta({ description: 'Who could be drawn.', examples: [{ region: 'North' }] }),
      frame_position: z.string().regex(/^\d+$/).meta({ description: 'The position of the log at which the frame was read.', examples: ['4711'] }),
      in_frame: whole,
      strata: z.array(z.strictObject({ key: textField, by: z.strictObject(stratum), in_frame: whole, askable: whole, quota: countField, drawn: countField })).min(1),
      seed: textField, ask_limit_days: whole, sample_sha256: sha256,
    }),
  },
  {
    type: 'WaveSampleDrawn', version: 1, room, stream: 'wave-<id>',
    meaning: { en: 'A portion of the customers who were drawn for a wave.', zh: '波次样本（分批）。' },
    schema: z.strictObject({ wave, portion: countField, opens_on: dayField, sample: z.array(z.strictObject({ customer_no: customerField, stratum: textField })).min(1).max(500) }),
  },
  {
    type: 'AnswersImported', version: 1, room, stream: 'answers-import-<batch>',
    meaning: { en: 'Somebody imported a file of answers; the answers themselves are recorded apart.', zh: '导入答卷文件；答卷内容另行匿名记录。' },
    schema: z.strictObject({ questionnaire, edition, wave: wave.optional(), batch: textField, file_sha256: sha256, rows: countField, empty_rows: whole }),
  },
  {
    type: 'AnswersReceived', version: 1, room, stream: 'answers-<key>', unlinked: true,
    meaning: { en: 'Somebody answered a questionnaire; nothing in it leads to a person.', zh: '收到一份匿名答卷；其中不含可识别个人的信息。' },
    schema: z.strictObject({
      questionnaire, edition, wave: wave.optional(), responded_on: dayField, channel: channel.optional(),
      region: place, segment: place, customer_class: place,
      batch: textField.optional().meta({ description: 'Answers that came together and count together: none before all of them are there. Left out: one by itself.', examples: ['5f2b…'] }),
      batch_size: countField.optional().meta({ description: 'How many answers the batch has.', examples: [250] }),
      weight: z.number().min(0).optional().meta({ description: 'The respondent’s weight from a file; 1 where it is left out.', examples: [1] }),
      answers: z.record(z.string(), z.union([z.int(), z.string().min(1)])).meta({ description: 'By item: a rating, a choice or a text; what was not answered is absent.', examples: [{ d1_1: 8, overall: 9 }] }),
    }),
  },
  ...invitationEventTypes,
  ...fieldEvidenceTypes,
  {
    type: 'ImprovementMeasureTaken', version: 1, room, stream: 'measure-<id>',
    meaning: { en: 'A measure was taken to improve a figure: its goal, owner and days.', zh: '采取改进措施：目标、责任人、起止日期与所针对的指标。' },
    schema: z.strictObject({
      measure: textField.meta({ description: 'The id of the measure.', examples: ['M-2026-1'] }), goal: textField, owner: textField.meta({ description: 'Who answers for it.', examples: ['Li Wei'] }), questionnaire,
      figure: textField.meta({ description: 'Kind and id of the figure it aims at.', examples: ['indicator:d4_4'] }),
      aimed_at: z.number().optional().meta({ description: 'The value it is to reach.', examples: [80] }), begins_on: dayField, ends_on: dayField,
    }),
  },
];
