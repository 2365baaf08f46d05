import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { narrowing } from '#access/deciding/regions-of.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { CustomerList, type CustomerPage } from '#credit/lists/customer-list.js';
import { leftOut } from '#credit/lists/left-out.js';
import type { Criteria, Sort } from '#credit/lists/list-question.js';
import { writeScores } from '#credit/scores/write-scores.js';
import { Documented } from '../documentation/documented.js';
import { AsksAboutEverybody } from '../edge/answer-in-time.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { Shown, type Shows } from '../edge/record-look.js';
import { classSchema, daySchema, gradeSchema, leftOutSchema, pointsSchema, restsOn, restsOnSchema, vetoSchema } from './answers.js';
import { changesQuery, criteriaOf, listQuery, pagingOf, questionInput, questionQuery, sortOf } from './question-query.js';

type ListQuery = z.output<typeof listQuery>;
const category = pointsSchema.nullable();
const fileQuery = questionQuery.extend({ purpose: z.string().max(300).optional().describe('What the file is for, where the header X-Purpose cannot be set.') });

export const customerPageSchema = z
  .strictObject({
    ...restsOnSchema,
    from: z.enum(['ledger', 'case files']).describe('Out of the read model that stands on this day, or worked out for this question.'),
    page: z.int(),
    size: z.int(),
    total: z.int().describe('Customers on all pages.'),
    leftOut: leftOutSchema,
    customers: z.array(
      z.strictObject({
        customer_no: z.string(),
        customer_class: classSchema,
        region: z.string().nullable(),
        segment: z.string().nullable(),
        com: category, saf: category, law: category, coo: category, ops: category, dev: category,
        total: pointsSchema,
        grade: gradeSchema,
        veto: vetoSchema,
        provisional: z.boolean(),
        next_change_on: daySchema.nullable().describe('The next day on which the passing of time alone changes anything.'),
        open_arrears_count: z.int(),
        open_arrears_fen: z.string().describe('What is owed on overdue bills, in fen.'),
        oldest_due_on: daySchema.nullable(),
      }),
    ),
  })
  .describe('A page of customers who have an account on that day.');

@ApiTags('Lists')
@Controller()
export class ListsController {
  constructor(
    private readonly list: CustomerList,
    private readonly reader: CreditReader,
  ) {}

  @Get('scores')
  @AsksAboutEverybody()
  @Documented({ id: 'scores', summary: 'The scores of all customers, page by page 得分一览', query: listQuery, answer: customerPageSchema, refuses: [404, 503] })
  async scores(@Query(checked(listQuery)) query: ListQuery, @Asking() by: AskedBy, @Shown() shows: Shows) {
    return this.page(query, by, shows, criteriaOf(query), sortOf(query, { by: 'customer_no', descending: false }));
  }

  @Get('scores.csv')
  @AsksAboutEverybody()
  @Documented({
    id: 'scoresFile',
    summary: 'The score file of all customers, the same bytes as `gridledger scores` 得分文件',
    description: 'What it rests on stands in the headers X-As-Of, X-Known-As-Of, X-Position and X-Edition. Customers of whom something could not be projected yet are left out and named in X-Left-Out; whoever sees some regions only is told their number.',
    query: fileQuery,
    answer: { type: 'text/csv', description: 'One line per customer, sorted by customer_no by code points.' },
    refuses: [404, 503],
  })
  async file(@Query(checked(fileQuery)) query: z.output<typeof fileQuery>, @Asking() { person }: AskedBy, @Shown() shows: Shows, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const question = await this.reader.question(questionInput(query));
    const { asOf, knownAsOf, position, edition } = restsOn(question);
    response.set({ 'X-As-Of': asOf, 'X-Known-As-Of': knownAsOf, 'X-Position': String(position), 'X-Edition': encodeURIComponent(edition) });
    const regions = narrowing(person, 'export-scores').regions;
    const out = leftOut(question, regions).leftOut;
    if (out) response.set('X-Left-Out', out.customers?.map(encodeURIComponent).join(',') ?? String(out.count));
    const file = new PassThrough();
    // Kept until it is whole: whom it shows is written down before the first line leaves.
    const lines = file.toArray();
    const shown = new Set<string>();
    await writeScores(this.reader, question, file, { regions, shown });
    file.end();
    shows(shown);
    return new StreamableFile(Buffer.concat((await lines) as Buffer[]), { type: 'text/csv; charset=utf-8; header=present', disposition: `attachment; filename="scores-${asOf}.csv"` });
  }

  @Get('lists/grades')
  @AsksAboutEverybody()
  @Documented({ id: 'customersByGrade', summary: 'Customers by grade, the lowest total first 按等级列出客户', query: listQuery, answer: customerPageSchema, refuses: [404, 503] })
  async grades(@Query(checked(listQuery)) query: ListQuery, @Asking() by: AskedBy, @Shown() shows: Shows) {
    return this.page(query, by, shows, criteriaOf(query), sortOf(query, { by: 'total', descending: false }));
  }

  @Get('lists/open-arrears')
  @AsksAboutEverybody()
  @Documented({ id: 'openArrears', summary: 'Customers with bills overdue and not settled, the oldest first 欠费清单', query: listQuery, answer: customerPageSchema, refuses: [404, 503] })
  async openArrears(@Query(checked(listQuery)) query: ListQuery, @Asking() by: AskedBy, @Shown() shows: Shows) {
    const criteria = { ...criteriaOf(query), inArrears: true };
    return this.page(query, by, shows, criteria, sortOf(query, { by: 'oldest_due_on', descending: false }));
  }

  @Get('lists/changes')
  @AsksAboutEverybody()
  @Documented({ id: 'changes', summary: 'Whom the passing of time alone changes in the next days, the soonest first 近期变动', query: changesQuery, answer: customerPageSchema, refuses: [404, 503] })
  async changes(@Query(checked(changesQuery)) query: z.output<typeof changesQuery>, @Asking() by: AskedBy, @Shown() shows: Shows) {
    const criteria = { ...criteriaOf(query), changesWithinDays: query.within };
    return this.page(query, by, shows, criteria, sortOf(query, { by: 'next_change_on', descending: false }));
  }

  private async page(query: ListQuery, { person }: AskedBy, shows: Shows, criteria: Criteria, sort: Sort): Promise<z.input<typeof customerPageSchema>> {
    const { regions } = narrowing(person, 'read-lists', query.region);
    const found = await this.list.page(questionInput(query), { ...criteria, regions }, sort, pagingOf(query));
    shows(found.rows.map((row) => row.customer_no));
    return answer(query, found, regions);
  }
}

function answer({ page, size }: ListQuery, { question, from, total, rows }: CustomerPage, regions: readonly string[] | null): z.input<typeof customerPageSchema> {
  return { ...restsOn(question), from, page, size, total, customers: [...rows] as z.input<typeof customerPageSchema>['customers'], ...(leftOut(question, regions) as { leftOut?: z.input<typeof leftOutSchema> }) };
}
