import { z } from 'zod';
import type { Question } from '#credit/asking/question.js';
import { CATEGORY_CODES, GRADES } from '#credit/rules/rule-ids.js';
import { formatDay } from '#platform/kernel/day.js';

export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const instantSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
export const pointsSchema = z.string().regex(/^-?\d+\.\d\d$/);
export const gradeSchema = z.enum(GRADES);
export const vetoSchema = z.enum(['', 'COM', 'LAW', 'COM+LAW']).describe('The categories at zero before rewards, which make the grade D; empty if none.');
export const classSchema = z.enum(['power', 'lighting']);
export const categorySchema = z.enum(CATEGORY_CODES);

/** Whom an answer about everybody leaves out; absent where that is nobody. */
export const leftOutSchema = z
  .strictObject({ count: z.int().min(1), customers: z.array(z.string()).optional().describe('Named for whoever sees all customers.'), see: z.literal('projections parked') })
  .optional()
  .describe('Customers left out, because something recorded of them could not be projected yet.');

/** What an answer rests on; the same in every answer. */
export const restsOnSchema = {
  asOf: daySchema.describe('The day asked about.'),
  knownAsOf: instantSchema.describe('Facts recorded by then were known.'),
  position: z.int().min(0).describe('The last position of the log at or before knownAsOf.'),
  edition: z.string().describe('The rulebook edition in force on the day asked about, or the one asked for.'),
};

export function restsOn({ asOf, knownAsOf, position, book }: Question): { asOf: string; knownAsOf: string; position: number; edition: string } {
  return { asOf: formatDay(asOf), knownAsOf, position, edition: book.at(asOf).id };
}

export const categoryScoreSchema = z.strictObject({
  code: categorySchema,
  full: pointsSchema,
  value: pointsSchema,
  deductions: pointsSchema,
  rewards: pointsSchema,
  capped: pointsSchema.describe('What the limit to 0 … full took away.'),
});

export const scoreSchema = z
  .strictObject({
    customer_no: z.string(),
    customer_class: classSchema,
    ...restsOnSchema,
    total: pointsSchema,
    grade: gradeSchema,
    veto: vetoSchema,
    confidentialOmitted: z.boolean().describe('Points that rest on an informant’s report were left out 保密事项已略.'),
    provisional: z.boolean().describe('Within the first months after the opening.'),
    categories: z.array(categoryScoreSchema),
  })
  .describe('The score of a customer.');
