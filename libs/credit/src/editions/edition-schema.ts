import { z } from 'zod';
import { parseDay } from '#platform/kernel/day.js';
import { parsePoints } from '#platform/kernel/points.js';
import { CATEGORY_CODES, GRADES, RULE_IDS } from '../rules/rule-ids.js';

/** A value with where it comes from: S stated in a source, F found elsewhere, D our decision (domain.md, head). */
const sourced = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    source: z.string().min(1),
    clause: z.string(),
    status: z.enum(['S', 'F', 'D']),
    note: z.string(),
  });

const bilingual = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const day = z.string().refine((text) => parseDay(text) !== null, 'expected an existing day, YYYY-MM-DD');
const decimal = z.string().refine((text) => parsePoints(text) !== null, 'expected a decimal as a string, at most four decimals, such as "-10" or "0.5"');
const deduction = decimal.refine((text) => (parsePoints(text) ?? 0) < 0, 'expected a deduction, below zero');
const reward = decimal.refine((text) => (parsePoints(text) ?? 0) > 0, 'expected a reward, above zero');
const months = z.number().int().min(1).max(1200);
const fraction = z.string().regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/, 'expected a fraction of whole numbers, such as "50/30"');

const plainDeduction = z.strictObject({ points: sourced(deduction), windowMonths: sourced(months) });
const arrearsStep = plainDeduction.extend({ streakLength: sourced(z.number().int().min(2).max(100)), ageMonths: sourced(months) });
const groupDeduction = plainDeduction.extend({ groupMonths: sourced(months) });
const repairs = {
  repairs: sourced(z.array(z.string()).min(1)),
  earliest: sourced(z.strictObject({ months: z.number().int().min(0).max(1200), days: z.number().int().min(0).max(31) })),
};
const plainReward = z.strictObject({ points: sourced(reward), windowMonths: sourced(months), ...repairs });
const yearsReward = plainReward.extend({ cleanMonths: sourced(months) });
const siteAssessment = z.strictObject({ bestScore: sourced(reward), staleMonths: sourced(months) });

const rules = z.strictObject({
  'COM-01': plainDeduction,
  'COM-02': arrearsStep,
  'COM-03': arrearsStep,
  'COM-04': z.strictObject({ points: sourced(reward), ...repairs }),
  'COM-05': plainDeduction,
  'COM-06': plainReward,
  'COM-07': yearsReward,
  'SAF-01': plainDeduction,
  'SAF-02': groupDeduction,
  'SAF-03': plainDeduction,
  'SAF-04': plainDeduction,
  'SAF-05': plainDeduction,
  'SAF-06': plainDeduction.extend({ criterion: sourced(bilingual) }),
  'SAF-07': plainDeduction,
  'SAF-08': yearsReward,
  'LAW-01': plainDeduction,
  'LAW-02': groupDeduction,
  'LAW-03': plainDeduction,
  'LAW-04': plainDeduction,
  'LAW-05': plainDeduction,
  'LAW-06': plainReward,
  'COO-01': plainDeduction,
  'COO-02': plainDeduction,
  'COO-03': plainDeduction,
  'COO-04': plainDeduction,
  'COO-05': plainDeduction,
  'OPS-01': siteAssessment,
  'DEV-01': siteAssessment,
} satisfies Record<(typeof RULE_IDS)[number], z.ZodType>);

const category = z.strictObject({ name: bilingual, fullMarks: sourced(reward) });
const customerClass = z.strictObject({
  name: bilingual,
  categories: z.array(z.enum(CATEGORY_CODES)).min(1),
  scale: sourced(fraction),
});
const days = z.number().int().min(1).max(3660);

/** The schema of an edition file. What no schema can say, `contradictions.ts` says. */
export const editionSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'expected lower-case letters, digits, dots and hyphens, at most 63'),
  title: bilingual,
  inForceFrom: day,
  decidedOn: day,
  reason: z.string().min(1),
  categories: z.strictObject({ COM: category, SAF: category, LAW: category, COO: category, OPS: category, DEV: category }),
  classes: z.strictObject({ power: customerClass, lighting: customerClass }),
  veto: z.strictObject({ categories: sourced(z.array(z.enum(CATEGORY_CODES))), grade: sourced(z.enum(GRADES)) }),
  grades: z.array(z.strictObject({ grade: z.enum(GRADES), from: sourced(decimal) })).length(GRADES.length),
  provisionalMonths: sourced(months),
  procedure: z.strictObject({
    entryAnswerDays: sourced(days),
    gradeObjectionTermDays: sourced(days),
    gradeAnswerDays: sourced(days),
  }),
  rules,
});

/** A rulebook edition as it stands in its file. */
export type Edition = z.infer<typeof editionSchema>;
