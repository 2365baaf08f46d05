import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { refuse } from '#platform/deciding/refusal.js';
import { formatDay } from '#platform/kernel/day.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { Lang, type Language } from '../edge/language.js';
import { categorySchema, classSchema, daySchema, gradeSchema, pointsSchema, restsOn, restsOnSchema, vetoSchema } from './answers.js';
import { CustomerAnswers, dayGiven } from './customer-answers.js';
import { explainedEntrySchema, explanationSchema } from './explanation-schema.js';
import { historyQuery, questionInput, questionQuery } from './question-query.js';

type QuestionQuery = z.output<typeof questionQuery>;
const customerNo = 'The number of the customer.';

const entryAnswerSchema = z.strictObject({ customer_no: z.string(), ...restsOnSchema, entry: explainedEntrySchema }).describe('One entry, explained.');

export const historySchema = z
  .strictObject({
    customer_no: z.string(),
    confidentialOmitted: z.boolean().describe('Days and points that rest on an informant’s report were left out 保密事项已略.'),
    from: daySchema,
    to: daySchema,
    knownAsOf: restsOnSchema.knownAsOf,
    position: restsOnSchema.position,
    edition: z.string().nullable().describe('The edition that was asked to judge everything, if any.'),
    days: z.array(
      z.strictObject({
        day: daySchema,
        total: pointsSchema,
        grade: gradeSchema,
        veto: vetoSchema,
        customer_class: classSchema,
        provisional: z.boolean(),
        stale: z.array(categorySchema),
        edition: z.string(),
        causes: z.array(
          z.strictObject({
            rule: z.string(),
            points: z.string(),
            effective: z.string(),
            change: z.enum(['added', 'changed', 'ended']),
            event: z.string().describe('Id of the event that brought it, or "time".'),
            entry: z.string().optional(),
            before: z.string().optional(),
          }),
        ),
      }),
    ),
  })
  .describe('Each day on which anything changed, with what changed it.');

@ApiTags('Customers')
@Controller('customers/:customerNo')
export class ExplanationsController {
  constructor(private readonly answers: CustomerAnswers) {}

  @Get('explanation')
  @Documented({
    id: 'explanation',
    summary: 'Why a customer stands where it stands: every point down to the recorded facts 得分说明',
    params: { customerNo },
    query: questionQuery,
    answer: explanationSchema,
    refuses: [404],
  })
  async explanation(@Param('customerNo') no: string, @Query(checked(questionQuery)) query: QuestionQuery, @Lang() language: Language, @Asking() by: AskedBy) {
    return (await this.answers.explanation(no, questionInput(query), language, by)).explanation;
  }

  @Get('entries/:entryId')
  @Documented({
    id: 'entry',
    summary: 'One entry, explained 单项说明',
    params: { customerNo, entryId: 'The id of the entry, as the explanation shows it.' },
    query: questionQuery,
    answer: entryAnswerSchema,
    refuses: [404],
  })
  async entry(@Param('customerNo') no: string, @Param('entryId') id: string, @Query(checked(questionQuery)) query: QuestionQuery, @Lang() language: Language, @Asking() by: AskedBy) {
    const { question, explanation } = await this.answers.explanation(no, questionInput(query), language, by);
    const entry = explanation.entries.find((one) => one.id === id);
    if (!entry) {
      const known = explanation.entries.map((one) => one.id).join(', ') || 'none';
      throw refuse('unknown-entry', `On ${explanation.asOf} customer ${no} has no live entry '${id.slice(0, 200)}'; live are: ${known}.`, 404, { field: 'entryId', value: id.slice(0, 200) });
    }
    return { customer_no: no, ...restsOn(question), entry };
  }

  @Get('history')
  @Documented({
    id: 'history',
    summary: 'How the score came about: each day on which anything changed 得分历史',
    params: { customerNo },
    query: historyQuery.omit({ lang: true }),
    answer: historySchema,
    refuses: [404],
  })
  async history(@Param('customerNo') no: string, @Query(checked(historyQuery.omit({ lang: true }))) query: z.output<typeof historyQuery>, @Asking() by: AskedBy) {
    const { knownAsOf, edition } = query;
    const { question, from, to, days, confidentialOmitted } = await this.answers.history(no, { from: dayGiven(query.from), to: dayGiven(query.to) }, { knownAsOf, edition }, by);
    return { customer_no: no, confidentialOmitted, from: formatDay(from), to: formatDay(to), knownAsOf: question.knownAsOf, position: question.position, edition: edition ?? null, days };
  }
}
