import { z } from 'zod';
import { parseDay } from '#platform/kernel/day.js';

const day = z.string().refine((text) => parseDay(text) !== null, 'expected an existing day, YYYY-MM-DD');
const text = z.string().trim().min(1, 'expected a text that is not empty').max(100);
const by = { region: text.optional(), segment: text.optional(), customer_class: z.enum(['power', 'lighting']).optional() };
const count = z.number('expected a whole number from 1').int('expected a whole number from 1').min(1, 'expected a whole number from 1').max(20_000, 'at most 20,000 are drawn in one wave');

/** The schema of a wave file (docs/how-to/run-a-survey-wave.md). Either strata with their quotas, or a cut of the frame with a size or a margin. */
export const waveFileSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'expected lower-case letters, digits, dots and hyphens, at most 63'),
  questionnaire: z.string().min(1),
  edition: z.int().min(1).optional(),
  opensOn: day,
  closesOn: day,
  seed: z.string().min(1, 'expected a text that the sample is drawn by'),
  frame: z.strictObject({ ...by, moment: z.strictObject({ event: z.string().regex(/^[A-Z][A-Za-z]+$/, 'expected the name of an event type, such as PaymentReceived'), days: z.number().int().min(1).max(3660) }).optional() }).default({}),
  strata: z.array(z.strictObject({ ...by, quota: count, draw: count.optional() }).refine(({ quota, draw }) => draw === undefined || draw >= quota, { path: ['draw'], message: 'no fewer can be drawn than are to answer' })).min(1, 'a wave needs a stratum').max(200).optional(),
  stratifyBy: z.array(z.enum(['region', 'segment', 'customer_class'])).max(3).optional(),
  size: count.optional(),
  margin: z.number().gt(0, 'expected a share between 0 and 1, such as 0.05').lt(1, 'expected a share between 0 and 1, such as 0.05').optional(),
  share: z.number().gt(0).lt(1).optional(),
}).refine(({ opensOn, closesOn }) => closesOn >= opensOn, { path: ['closesOn'], message: 'a wave closes no earlier than it opens' })
  .refine(({ strata, size, margin }) => [strata, size, margin].filter((one) => one !== undefined).length === 1, { path: ['strata'], message: 'expected strata with their quotas, or a size, or a margin: one of the three' })
  .refine(({ strata, stratifyBy }) => !(strata && stratifyBy), { path: ['stratifyBy'], message: 'strata that are listed are not cut as well' });

export type WaveFile = z.infer<typeof waveFileSchema>;
