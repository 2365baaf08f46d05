import { z } from 'zod';
import { parseDay } from '#platform/kernel/day.js';

/** One text in every language of the questionnaire: `{ "zh": "…", "en": "…" }`. */
const texts = z.record(z.string().regex(/^[a-z]{2}$/, 'expected a language of two letters, such as "zh"'), z.string().trim().min(1, 'expected a text that is not empty'));
const day = z.string().refine((text) => parseDay(text) !== null, 'expected an existing day, YYYY-MM-DD');
const id = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, 'expected a letter, then letters, digits and underscores, at most 32');
const weight = z.number('expected a weight, a number of 0 or more').min(0, 'a weight is never negative').max(1_000_000);

const ratingScale = z.strictObject({ kind: z.literal('rating'), from: z.number().int(), to: z.number().int(), low: texts, high: texts });
const choiceScale = z.strictObject({ kind: z.literal('choice'), options: z.array(z.strictObject({ id, text: texts })).min(2).max(50) });
const textScale = z.strictObject({ kind: z.literal('text'), maxLength: z.number().int().min(1).max(10_000) });
const scale = z.discriminatedUnion('kind', [ratingScale, choiceScale, textScale]);

/**
 * The item is asked only if an earlier one was answered so: a rating of at least / at most so much, one of these ratings
 * or choices. Several conditions hold together; an earlier item that was not answered meets none.
 */
const showIf = z.strictObject({ item: id, atLeast: z.number().optional(), atMost: z.number().optional(), oneOf: z.array(z.union([z.number(), z.string()])).min(1).optional() })
  .refine((one) => one.atLeast !== undefined || one.atMost !== undefined || one.oneOf !== undefined, 'expected atLeast, atMost or oneOf');

/**
 * What an item is for: `indicator` has an index; `overall` and `recommendation` feed the CSI, CSAT and NPS; `importance`
 * and `expectation` belong to the indicator named by `of`; `question` (a choice) and `text` only tell or branch.
 */
export const ITEM_ROLES = ['indicator', 'overall', 'recommendation', 'importance', 'expectation', 'question', 'text'] as const;

const item = z.strictObject({
  id,
  scale: z.string(),
  role: z.enum(ITEM_ROLES),
  of: id.optional(),
  name: texts,
  text: texts,
  required: z.boolean().default(false),
  showIf: showIf.optional(),
});

const construct = z.strictObject({ id, name: texts, items: z.array(id).min(1, 'a construct needs an item') });
const module = z.strictObject({ id, name: texts, indicators: z.array(id).min(1, 'a module needs an indicator') });

/** From a day on these indicators weigh so much within their dimension or module; those not named weigh 1. */
const indicatorWeights = z.strictObject({ from: day, status: z.enum(['S', 'F', 'D']), reason: z.string().min(1), weights: z.record(id, weight) });

const model = z.strictObject({ target: id, paths: z.array(z.strictObject({ from: id, to: id })).min(1, 'a model needs a path') });

/** The schema of a questionnaire file; what no schema can say, `contradictions.ts` says. */
export const questionnaireSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'expected lower-case letters, digits, dots and hyphens, at most 63'),
  version: z.number().int().min(1),
  title: texts,
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1).max(10),
  decidedOn: day,
  reason: z.string().min(1),
  scales: z.record(id, scale),
  items: z.array(item).min(1, 'a questionnaire needs an item').max(500),
  constructs: z.array(construct),
  modules: z.array(module),
  indicatorWeights: z.array(indicatorWeights).min(1, 'expected the weights from some day on, be they equal'),
  csi: z.strictObject({ items: z.array(z.strictObject({ item: id, weight })).min(1) }).optional(),
  csat: id.optional(),
  nps: id.optional(),
  model: model.optional(),
});

/** A questionnaire as it stands in its file, defaults filled in. */
export type Questionnaire = z.infer<typeof questionnaireSchema>;
export type Item = Questionnaire['items'][number];
export type Scale = Questionnaire['scales'][string];
export type StructuralModel = NonNullable<Questionnaire['model']>;
