import { z } from 'zod';
import { BY } from '#satisfaction/asking/satisfaction-question.js';
import { SCHEMES } from '#satisfaction/model/model-plan.js';
import { parseDay } from '#platform/kernel/day.js';
import { consistency } from '../edge/read-your-writes.js';
import { daySchema } from './answers.js';

const day = z.string().refine((text) => parseDay(text) !== null, 'expected is an existing day, YYYY-MM-DD');
const whole = (most: number) => z.coerce.number('expected is a whole number').int('expected is a whole number').min(1).max(most);

export const selectionQuery = z.strictObject({
  questionnaire: z.string().min(1).max(63).optional().describe('Default: supply-service.'),
  edition: whole(1_000_000).optional().describe('Default: the newest that anybody answered.'),
  asOf: day.optional().describe('What was answered by that day. Default: the current day of the supplier’s zone.'),
  wave: z.string().min(1).max(63).optional().describe('Only of this wave.'),
  consistency,
});
export const satisfactionQuery = selectionQuery.extend({ by: z.enum(BY).optional().describe('In groups as well.'), weights: z.enum(['raking']).optional().describe('Weighs the answers of a wave to its frame.') });
const scheme = z.enum(SCHEMES).optional().describe('How constructs weigh their neighbours. Default: path.');
const bootstrap = z.coerce.number().int().min(50, 'expected are 50 to 10,000').max(10_000, 'expected are 50 to 10,000').optional().describe('Samples for intervals.');
const seed = z.string().min(1).max(100).default('1').describe('What the samples are drawn by.');
export const modelQuery = selectionQuery.extend({ scheme, bootstrap, seed });
export const fileModelQuery = z.strictObject({ questionnaire: z.string().min(1).max(63).default('ecsi-mobile'), scheme, bootstrap, seed });
export const themesQuery = selectionQuery.extend({ item: z.string().max(32).optional().describe('The text item. Default: the first.'), search: z.string().min(1).max(100).optional().describe('The texts that hold a word.') });

const figure = {
  value: z.number().nullable().describe('0–100; of the NPS −100 to 100. Null where withheld.'),
  n: z.int().describe('Answers it rests on.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unreliable: z.boolean().describe('Fewer than 30 answers.'),
  reason: z.string().optional().describe('Why there is no value or no interval.'),
};
const figureSchema = z.strictObject(figure);
const figures = z.record(z.string(), figureSchema);
const indices = {
  respondents: z.int(),
  responseRate: z.number().nullable().describe('Of those asked; null where nobody was asked in particular.'),
  indicators: figures,
  dimensions: z.record(z.string(), z.strictObject({ ...figure, alpha: z.number().nullable(), alphaReason: z.string().optional() })),
  modules: figures,
  csi: figureSchema.nullable(),
  nps: figureSchema.nullable(),
  csat: figureSchema.nullable(),
  gaps: figures.describe('Indicator less expectation, among those who gave both.'),
};
const restsOn = { questionnaire: z.string(), edition: z.int(), asOf: daySchema, wave: z.string().nullable(), position: z.int() };

export const satisfactionSchema = z.strictObject({
  ...restsOn,
  waiting: z.int().describe('Answers that wait until they can be told of without telling of few.'),
  weights: z.enum(['raking']).optional(),
  ...indices,
  groups: z.array(z.strictObject({ by: z.enum(BY), key: z.string().nullable(), ...indices })).optional(),
  changes: z.array(z.strictObject({ kind: z.string(), id: z.string(), from: z.string(), to: z.string(), difference: z.number(), low: z.number().nullable(), high: z.number().nullable(), p: z.number().nullable(), pHolm: z.number().nullable(), significant: z.boolean() })).optional().describe('By wave: from each to the next, all tests corrected together (Holm).'),
}).describe('Every index of the selection with its interval.');

const numbers = z.record(z.string(), z.number());
const effects = z.array(z.strictObject({ from: z.string(), to: z.string(), value: z.number(), low: z.number().optional(), high: z.number().optional() }));
const estimate = {
  questionnaire: z.string(), scheme: z.enum(SCHEMES), n: z.int(), leftOut: z.int(), iterations: z.int(), target: z.string(),
  constructs: z.array(z.strictObject({ id: z.string(), items: z.array(z.string()) })),
  weights: numbers, loadings: numbers, r2: numbers, ave: numbers, rhoC: numbers, latentMean: numbers, paths: effects, totalEffects: effects,
  scoreWeights: numbers, alpha: z.record(z.string(), z.number().nullable()), alphaReasons: z.record(z.string(), z.string()),
  bootstrap: z.strictObject({ samples: z.int(), seed: z.string(), failed: z.int(), intervals: z.record(z.string(), z.record(z.string(), z.strictObject({ low: z.number(), high: z.number() }))) }).optional(),
  edition: z.int(), respondents: z.int(),
};
export const modelSchema = z.strictObject({ ...estimate, asOf: daySchema, wave: z.string().nullable(), position: z.int() }).describe('The structural model, by the words of domain.md §5.3.');
export const fileModelSchema = z.strictObject(estimate).describe('The structural model of the file.');

const priority = z.strictObject({ indicator: z.string(), importance: z.number(), index: z.number(), product: z.number(), quadrant: z.enum(['concentrate-here', 'keep-up', 'low-priority', 'possible-overkill']) });
export const shortPlankSchema = z.strictObject({
  ...restsOn, respondents: z.int(),
  importance: z.enum(['stated', 'derived', 'correlation']).nullable(),
  plank: priority.nullable(), second: priority.nullable(),
  test: z.strictObject({ n: z.int(), difference: z.number().nullable(), t: z.number().nullable(), degreesOfFreedom: z.number().nullable(), p: z.number().nullable(), reason: z.string().optional() }).nullable(),
  reason: z.string().optional(), meanImportance: z.number().nullable(), meanIndex: z.number().nullable(),
  priorities: z.array(priority), setAside: z.array(z.strictObject({ indicator: z.string(), reason: z.string() })),
}).describe('The indicator to work on first, and all by importance and performance.');

export const themesSchema = z.strictObject({
  questionnaire: z.string(), edition: z.int(), asOf: daySchema, wave: z.string().nullable(), item: z.string(), texts: z.int(),
  themes: z.array(z.strictObject({ theme: z.string(), respondents: z.int(), share: z.number() })),
  found: z.strictObject({ search: z.string(), texts: z.int(), list: z.array(z.string()).nullable(), reason: z.string().optional() }).optional(),
}).describe('What people wrote; fewer than 5 are withheld.');
