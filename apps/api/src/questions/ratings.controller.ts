import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { narrowing } from '#access/deciding/regions-of.js';
import { ObjectionList, OBJECTION_SORTS, type ObjectionSort } from '#credit/objections/objection-list.js';
import { RATING_SORTS, RatingList, type RatingSort } from '#credit/ratings/rating-list.js';
import { RATING_STATES } from '#credit/ratings/rating.js';
import { RISK_MEASURES } from '#credit/ratings/risk-measures.js';
import { GRADES, RULE_IDS } from '#credit/rules/rule-ids.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { Shown, type Shows } from '../edge/record-look.js';
import { consistency } from '../edge/read-your-writes.js';
import { daySchema, gradeSchema, instantSchema, pointsSchema, vetoSchema } from './answers.js';
import { VisibleReports } from './visible-reports.js';
import { pagingQuery } from './question-query.js';

const day = daySchema.nullable();
const person = z.string().nullable();
const flag = z.enum(['true', 'false'], 'expected is true or false');
const sorted = (fields: readonly string[]) =>
  z
    .string()
    .refine((text) => fields.includes(text.replace(/^-/, '')), `expected is one of ${fields.join(', ')}, with - before it for descending`)
    .optional()
    .describe(`One of ${fields.join(', ')}, with - before it for descending.`);

const ratingsQuery = z.strictObject({
  consistency,
  customer: z.string().max(200).optional().describe('Only of this customer.'),
  grade: z.enum(GRADES, `expected is one of ${GRADES.join(', ')}`).optional(),
  state: z.enum(RATING_STATES, `expected is one of ${RATING_STATES.join(', ')}`).optional(),
  overdue: flag.optional().describe('true: only objections not answered although their day has passed.'),
  sort: sorted(RATING_SORTS),
  ...pagingQuery,
});
const objectionsQuery = z.strictObject({
  consistency,
  customer: z.string().max(200).optional().describe('Only of this customer.'),
  state: z.enum(['open', 'upheld', 'rejected'], 'expected is open, upheld or rejected').optional(),
  overdue: flag.optional().describe('true: only those not answered although their day has passed.'),
  sort: sorted(OBJECTION_SORTS),
  ...pagingQuery,
});

const ratingSchema = z.strictObject({
  id: z.string(),
  customer_no: z.string(),
  as_of: daySchema,
  total: pointsSchema,
  grade: gradeSchema,
  veto: vetoSchema,
  state: z.enum(RATING_STATES),
  proposed_on: daySchema,
  proposed_by: z.string(),
  approved_on: day,
  approved_by: person,
  issued_on: day,
  issued_by: person,
  effective_from: day,
  measures: z.array(z.enum(RISK_MEASURES)),
  noticed_on: day,
  objection_until: day,
  objected_on: day,
  answer_due_on: day,
  answered_on: day,
  corrects: z.string().nullable(),
  corrected_by: z.string().nullable(),
  edition: z.string(),
  position: z.int(),
  overdue: z.boolean(),
  grade_now: gradeSchema.nullable().describe('Computed today, beside what was issued, which it never changes.'),
  total_now: pointsSchema.nullable(),
  differs_now: z.boolean(),
});

export const ratingPageSchema = z.strictObject({ page: z.int(), size: z.int(), total: z.int(), ratings: z.array(ratingSchema) }).describe('A page of ratings.');
export const shownRatingSchema = ratingSchema
  .extend({
    confidentialOmitted: z.boolean().describe('Entries that rest on an informant’s report were left out 保密事项已略.'),
    note: z.string().nullable(),
    reason: z.string().nullable(),
    judged: z.record(z.string(), z.unknown()).describe('The score as it was judged, whole.'),
    steps: z.array(
      z.strictObject({
        event: z.string(),
        type: z.string(),
        occurredOn: daySchema,
        recordedAt: instantSchema.nullable(),
        position: z.int().nullable(),
        by: person,
        text: z.string().nullable().describe('The customer’s words, or the answer to them.'),
        erased: z.boolean(),
      }),
    ),
  })
  .describe('A rating with what it was judged on and every step since.');
export const objectionPageSchema = z
  .strictObject({
    page: z.int(),
    size: z.int(),
    total: z.int(),
    objections: z.array(
      z.strictObject({
        id: z.string(),
        customer_no: z.string(),
        entry_id: z.string(),
        rule: z.enum(RULE_IDS),
        points: z.string(),
        as_of: daySchema,
        state: z.enum(['open', 'upheld', 'rejected']),
        noticed_on: day,
        objected_on: daySchema,
        taken_by: z.string(),
        answer_due_on: daySchema,
        answered_on: day,
        answered_by: person,
        corrections: z.array(z.string()),
        position: z.int(),
        overdue: z.boolean(),
        entry_live: z.boolean().describe('The entry is still live today.'),
      }),
    ),
  })
  .describe('A page of objections to single entries.');

@ApiTags('Ratings')
@Controller()
export class RatingsController {
  constructor(
    private readonly ratings: RatingList,
    private readonly objections: ObjectionList,
    private readonly reports: VisibleReports,
  ) {}

  @Get('ratings')
  @Documented({ id: 'ratings', summary: 'Grades issued by persons, and those under way 信用等级评定', query: ratingsQuery, answer: ratingPageSchema })
  async list(@Query(checked(ratingsQuery)) { customer, grade, state, overdue, sort, page, size }: z.output<typeof ratingsQuery>, @Asking() { person }: AskedBy, @Shown() shows: Shows) {
    const within = narrowing(person, 'read-decisions');
    const { rows, total } = await this.ratings.list({ customerNo: within.customerNo ?? customer, regions: within.regions, grade, state, overdue: overdue === 'true', ...order<RatingSort>(sort), page, pageSize: size });
    shows(rows.map((row) => row.customer_no));
    return { page, size, total, ratings: rows };
  }

  @Get('ratings/:id')
  @Documented({ id: 'rating', summary: 'One rating, with what it was judged on and every step since', params: { id: 'The id that the list shows.' }, answer: shownRatingSchema, refuses: [404] })
  async show(@Param('id') id: string, @Asking() by: AskedBy) {
    return this.reports.judgedAsSeen(await this.ratings.show(id), by);
  }

  @Get('objections')
  @Documented({ id: 'objections', summary: 'Objections to single entries, the next answer due first 异议', query: objectionsQuery, answer: objectionPageSchema })
  async objected(@Query(checked(objectionsQuery)) { customer, state, overdue, sort, page, size }: z.output<typeof objectionsQuery>, @Asking() { person }: AskedBy, @Shown() shows: Shows) {
    const within = narrowing(person, 'read-decisions');
    const { rows, total } = await this.objections.list({ customerNo: within.customerNo ?? customer, regions: within.regions, state, overdue: overdue === 'true', ...order<ObjectionSort>(sort), page, pageSize: size });
    shows(rows.map((row) => row.customer_no));
    return { page, size, total, objections: rows };
  }
}

function order<Sort extends string>(text: string | undefined): { sort?: Sort; descending?: boolean } {
  return text === undefined ? {} : { sort: text.replace(/^-/, '') as Sort, descending: text.startsWith('-') };
}
