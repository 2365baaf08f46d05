import { z } from 'zod';
import { RULE_IDS } from '#credit/rules/rule-ids.js';
import { categorySchema, classSchema, daySchema, gradeSchema, instantSchema, pointsSchema, restsOnSchema, vetoSchema } from './answers.js';

const bilingual = z.strictObject({ en: z.string(), zh: z.string() });
const rule = z.enum(RULE_IDS);
const fact = z.strictObject({
  event: z.string(),
  type: z.string(),
  document: z.string(),
  occurredOn: daySchema,
  recordedAt: instantSchema,
  position: z.int(),
  late: z.boolean().describe('Recorded only after the day asked about.'),
  text: z.string(),
});
const sourced = z.strictObject({
  name: z.string(), label: z.string(), value: z.string(), status: z.enum(['S', 'F', 'D']), source: z.string(), clause: z.string(), note: z.string(), edition: z.string(),
});

export const explainedEntrySchema = z.strictObject({
  id: z.string(),
  rule,
  heading: bilingual,
  category: categorySchema,
  points: pointsSchema.describe('As the rulebook states it.'),
  effective: pointsSchema.describe('On the customer’s own scale, before the category’s limit.'),
  since: daySchema,
  until: daySchema.nullable().describe('Null while its end is not known.'),
  clause: z.string(),
  text: z.string(),
  edition: z.string(),
  facts: z.array(fact).min(1),
  basis: z.array(sourced).describe('The values of the edition it rests on: S stated in a source, F found elsewhere, D our decision.'),
  arithmetic: z.strictObject({ before: pointsSchema, after: pointsSchema }),
  outlook: z.array(z.strictObject({ code: z.string(), day: daySchema.nullable(), text: z.string() })).describe('What would have changed it, or still will, and by when.'),
  stale: z.boolean(),
  confidential: z.boolean().describe('Rests on an informant’s report.'),
  disputed: z.boolean(),
  statement: z.string().nullable().describe('The customer’s own statement.'),
  objection: z.strictObject({ id: z.string(), since: daySchema.nullable(), answerDueOn: daySchema.nullable(), status: z.string() }).nullable(),
});

/** As credit's `Explanation` leaves. */
export const explanationSchema = z
  .strictObject({
    customer_no: z.string(),
    confidentialOmitted: z.boolean().describe('Confidential entries were left out, with their points 保密事项已略.'),
    customer_class: classSchema,
    className: bilingual,
    ...restsOnSchema,
    editionTitle: bilingual,
    editions: z.array(z.string()),
    openedOn: daySchema,
    closedOn: daySchema.nullable(),
    total: pointsSchema,
    totalExact: z.string(),
    grade: gradeSchema,
    veto: vetoSchema,
    provisional: z.boolean(),
    provisionalUntil: daySchema,
    stale: z.array(categorySchema),
    basis: z.array(sourced),
    categories: z.array(
      z.strictObject({
        code: categorySchema, name: bilingual, full: pointsSchema, value: pointsSchema, deductions: pointsSchema, rewards: pointsSchema, capped: pointsSchema, veto: z.boolean(), stale: z.boolean(),
        steps: z.array(z.strictObject({ entry: z.string(), rule, before: pointsSchema, effective: pointsSchema, after: pointsSchema })),
      }),
    ),
    entries: z.array(explainedEntrySchema),
    notApplied: z.array(z.strictObject({ rule, code: z.string(), reason: z.string(), document: z.string().nullable(), until: daySchema.nullable(), facts: z.array(fact) })),
    superseded: z.array(
      z.strictObject({ rule, heading: bilingual, category: categorySchema, points: pointsSchema, effective: pointsSchema, clause: z.string(), entry: z.string(), by: rule, reason: z.string() }),
    ),
    withoutEffect: z.array(
      z.strictObject({ code: z.enum(['category-not-of-class', 'after-closing']), category: categorySchema.nullable(), rule: rule.nullable(), points: pointsSchema.nullable(), document: z.string(), reason: z.string(), facts: z.array(fact) }),
    ),
    voided: z.array(fact.extend({ voidedAt: instantSchema, voidedPosition: z.int(), reason: z.string() })),
    nextChange: z
      .strictObject({
        day: daySchema, reason: z.string(), total: pointsSchema, grade: gradeSchema,
        causes: z.array(z.strictObject({ rule: z.string(), points: z.string(), change: z.enum(['added', 'changed', 'ended']) })),
      })
      .nullable(),
    nextGrade: z
      .strictObject({
        grade: gradeSchema,
        needs: z.array(
          z.strictObject({
            kind: z.enum(['veto', 'points', 'time', 'deed', 'deeds', 'decision']),
            text: z.string(),
            category: categorySchema.optional(),
            document: z.string().optional(),
            points: z.string().optional(),
            pointsExact: z.string().optional(),
            day: daySchema.nullable().optional(),
            total: pointsSchema.optional(),
            grade: gradeSchema.optional(),
          }),
        ),
      })
      .nullable(),
  })
  .describe('Why the customer stands where it stands.');
