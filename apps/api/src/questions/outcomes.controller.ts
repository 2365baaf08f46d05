import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { narrowing } from '#access/deciding/regions-of.js';
import { caseFilesWithin } from '#credit/asking/case-files-within.js';
import type { Question } from '#credit/asking/question.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import { checkEdition } from '#credit/editions/contradictions.js';
import { leftOut, type LeftOut } from '#credit/lists/left-out.js';
import { backtest, type Backtest } from '#credit/outcomes/backtest.js';
import { impact, type Impact } from '#credit/outcomes/impact.js';
import { parseOutcomes } from '#credit/outcomes/read-outcomes.js';
import { Refusal } from '#platform/deciding/refusal.js';
import { Documented } from '../documentation/documented.js';
import { AsksAboutEverybody } from '../edge/answer-in-time.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { csvBody } from '../edge/csv-body.js';
import { JsonBody } from '../edge/json-body.js';
import { Shown, type Shows } from '../edge/record-look.js';
import { Lang, type Language } from '../edge/language.js';
import { daySchema, gradeSchema, instantSchema, leftOutSchema, pointsSchema } from './answers.js';
import { questionInput, questionQuery } from './question-query.js';

const rate = z.number().min(0).max(1).nullable();
const backtestQuery = questionQuery.omit({ lang: true });

export const backtestSchema = z
  .strictObject({
    asOf: daySchema,
    knownAsOf: instantSchema,
    position: z.int(),
    editions: z.array(z.string()),
    customers: z.int().describe('Scored that day and with a known outcome.'),
    defaulted: z.int(),
    auc: rate.describe('P(a defaulter’s score < another’s) + ½ P(equal).'),
    ks: rate.describe('At distinct scores.'),
    grades: z.array(z.strictObject({ grade: gradeSchema, customers: z.int(), defaulted: z.int(), rate, low: rate, high: rate })).describe('Default rate by grade with Wilson’s 95 % interval.'),
    scores: z.array(z.strictObject({ total: pointsSchema, customers: z.int(), defaulted: z.int() })),
    notScored: z.array(z.strictObject({ customer_no: z.string(), reason: z.enum(['not-open-yet', 'account-closed']) })),
    withoutOutcome: z.int(),
    leftOut: leftOutSchema,
  })
  .describe('How well the scores told who would default.');

export const impactSchema = z
  .strictObject({
    asOf: daySchema,
    knownAsOf: instantSchema,
    position: z.int(),
    from: z.string(),
    to: z.string(),
    customers: z.int(),
    unchanged: z.int(),
    totalsChanged: z.int(),
    better: z.int(),
    worse: z.int(),
    migration: z.array(z.strictObject({ before: gradeSchema, after: gradeSchema, customers: z.int() })),
    changed: z.array(
      z.strictObject({ customer_no: z.string(), before: gradeSchema, after: gradeSchema, totalBefore: pointsSchema, totalAfter: pointsSchema, because: z.array(z.strictObject({ rule: z.string(), before: z.string(), after: z.string(), text: z.string() })) }),
    ),
    leftOut: leftOutSchema,
  })
  .describe('Who changes grade under the other edition, and why.');

@ApiTags('Outcomes')
@Controller()
export class OutcomesController {
  constructor(private readonly reader: CreditReader) {}

  @Post('backtest')
  @HttpCode(200)
  @AsksAboutEverybody()
  @Documented({
    id: 'backtest',
    summary: 'The scores of a day against what is known afterwards 回测',
    query: backtestQuery,
    body: { type: 'text/csv', schema: z.string(), description: 'A header line customer_no,defaulted and one row per customer, 0 or 1; UTF-8, at most 8 MiB.' },
    answer: backtestSchema,
    refuses: [404, 422, 503],
  })
  async backtest(@Req() request: Request, @Query(checked(backtestQuery)) query: z.output<typeof backtestQuery>, @Asking() by: AskedBy, @Shown() shows: Shows): Promise<Backtest & { leftOut?: LeftOut }> {
    const outcomes = parseOutcomes(await csvBody(request), 'outcomes');
    const question = await this.reader.question(questionInput(query));
    return this.everybody(question, by, shows, (files) => backtest(files, question, outcomes));
  }

  @Post('rulebook/impact')
  @HttpCode(200)
  @AsksAboutEverybody()
  @Documented({
    id: 'impact',
    summary: 'What another edition would change: everybody of a day under the editions in force and under the one given 规则影响',
    query: questionQuery,
    body: { type: 'application/json', schema: z.record(z.string(), z.unknown()), description: 'The edition to try; it need not be published.' },
    answer: impactSchema,
    refuses: [404, 422, 503],
  })
  async impact(@JsonBody() body: unknown, @Query(checked(questionQuery)) query: z.output<typeof questionQuery>, @Lang() language: Language, @Asking() by: AskedBy, @Shown() shows: Shows): Promise<Impact & { leftOut?: LeftOut }> {
    // Tried, not published: that its id or its first day is taken does not matter.
    const { problems, edition } = checkEdition(body, []);
    if (!edition) throw new Refusal(problems.map(({ path, message }) => ({ code: 'edition-refused', field: path, message: `${path}: ${message}` })));
    const question = await this.reader.question(questionInput(query));
    return this.everybody(question, by, shows, (files) => impact(files, question, edition, language));
  }

  /** Works something out over everybody whom the person may see, and says who that was. */
  private async everybody<Result extends object>(question: Question, { person }: AskedBy, shows: Shows, work: (files: AsyncIterable<CaseFile[]>) => Promise<Result>): Promise<Result & { leftOut?: LeftOut }> {
    const seen = new Set<string>();
    const { regions } = narrowing(person, 'export-scores');
    const result = await work(caseFilesWithin(this.reader.caseFiles(question), regions, seen));
    shows(seen);
    return { ...result, ...leftOut(question, regions) };
  }
}
