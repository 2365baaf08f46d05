import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { inTheNameOf } from '#platform/deciding/person-behind.js';
import { parseDay } from '#platform/kernel/day.js';
import { CHANNELS } from '#satisfaction/answers/answers.js';
import { QuestionnaireBook } from '#satisfaction/publishing/questionnaire-book.js';
import { AnswerImport } from '#satisfaction/receiving/answer-import.js';
import { MeasureList, type JudgedMeasure } from '#satisfaction/measures/measure-list.js';
import { WaveList, type WaveReport } from '#satisfaction/sampling/wave-list.js';
import { Documented } from '../documentation/documented.js';
import { AsksAboutEverybody } from '../edge/answer-in-time.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { correlationOf } from '../edge/correlation.js';
import { csvBody } from '../edge/csv-body.js';
import { daySchema } from './answers.js';

const editionQuery = z.strictObject({ edition: z.coerce.number().int().min(1).optional().describe('Default: the newest.') });
const importQuery = z.strictObject({
  wave: z.string().min(1).max(63).optional(),
  channel: z.enum(CHANNELS).optional().describe('Where a row names none.'),
  respondedOn: z.string().refine((text) => parseDay(text) !== null, 'expected is an existing day, YYYY-MM-DD').optional().describe('The day of the rows that have none.'),
});
const listSchema = z.strictObject({ questionnaires: z.array(z.strictObject({ id: z.string(), edition: z.int(), title: z.record(z.string(), z.string()), items: z.int(), position: z.int().describe('Where the log published it; 0: built in.'), publishedOn: daySchema.nullable(), publishedBy: z.string().nullable(), contentSha256: z.string() })) }).describe('The questionnaires by id and edition.');
const definitionSchema = z.record(z.string(), z.unknown()).describe('The questionnaire as published.');
const reportSchema = z.strictObject({ questionnaire: z.string(), edition: z.int(), wave: z.string().nullable(), rows: z.int(), recorded: z.int(), known: z.int().describe('Recorded before.'), empty: z.int() }).describe('What was recorded.');
const chiSquare = z.strictObject({ chiSquare: z.number(), degreesOfFreedom: z.int(), p: z.number().nullable(), rough: z.boolean() });
const waveSchema = z.strictObject({
  wave: z.string(), questionnaire: z.string(), edition: z.int(), opensOn: daySchema, closesOn: daySchema, seed: z.string(), frame: z.record(z.string(), z.unknown()), framePosition: z.int(), inFrame: z.int(), askLimitDays: z.int(),
  drawn: z.int(), answered: z.int(), elsewhere: z.int(),
  strata: z.array(z.strictObject({ key: z.string(), inFrame: z.int(), quota: z.int(), drawn: z.int(), answered: z.int(), frameShare: z.number(), sampleShare: z.number(), answeredShare: z.number().nullable(), open: z.boolean() })),
  sample: chiSquare, answers: chiSquare.nullable(),
}).describe('A wave and how representative it is.');
const sideSchema = z.strictObject({ value: z.number().nullable(), n: z.int() });
const measuresSchema = z.strictObject({ measures: z.array(z.strictObject({
  measure: z.string(), goal: z.string(), owner: z.string(), questionnaire: z.string(), figure: z.string(), aimedAt: z.number().nullable(), beginsOn: daySchema, endsOn: daySchema,
  before: sideSchema, after: sideSchema, difference: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), p: z.number().nullable(),
  verdict: z.enum(['under-way', 'effect', 'no-effect-shown', 'worse', 'undecided']), goalReached: z.boolean().nullable(), task: z.string().nullable(),
})) }).describe('Measures with the figure before and after; a task where no effect is shown.');
const wavesSchema = z.strictObject({ waves: z.array(waveSchema) }).describe('The waves by the day on which they open.');

/** Questionnaires, waves, and answers that come as files. */
@ApiTags('Satisfaction')
@Controller()
export class QuestionnairesController {
  constructor(
    private readonly book: QuestionnaireBook,
    private readonly imports: AnswerImport,
    private readonly waveList: WaveList,
    private readonly measureList: MeasureList,
  ) {}

  @Get('questionnaires')
  @Documented({ id: 'questionnaires', summary: 'The questionnaires 问卷', answer: listSchema, refuses: [503] })
  async list(): Promise<z.input<typeof listSchema>> {
    const all = await this.book.list();
    return { questionnaires: all.map(({ questionnaire: { id, version, title, items }, position, publishedOn, publishedBy, contentSha256 }) => ({ id, edition: version, title, items: items.length, position, publishedOn, publishedBy, contentSha256 })) };
  }

  @Get('questionnaires/:id')
  @Documented({ id: 'questionnaire', summary: 'One questionnaire, whole 问卷全文', params: { id: 'The id of the questionnaire.' }, query: editionQuery, answer: definitionSchema, refuses: [404, 503] })
  async one(@Param('id') id: string, @Query(checked(editionQuery)) { edition }: z.output<typeof editionQuery>): Promise<Record<string, unknown>> {
    return (await this.book.get(id, edition)).definition;
  }

  @Post('questionnaires/:id/answers')
  @HttpCode(200)
  @AsksAboutEverybody()
  @Documented({
    id: 'importAnswers', summary: 'Imports a file of answers: all of it, or nothing 导入答卷', params: { id: 'The id of the questionnaire.' }, query: importQuery,
    body: { type: 'text/csv', schema: z.string(), description: 'One row a respondent, items as columns (domain.md §5.1); UTF-8, at most 8 MiB.' }, answer: reportSchema, refuses: [404, 409, 422],
  })
  async answers(@Param('id') questionnaire: string, @Req() request: Request, @Res({ passthrough: true }) response: Response, @Query(checked(importQuery)) query: z.output<typeof importQuery>, @Asking() { person }: AskedBy): Promise<z.input<typeof reportSchema>> {
    return this.imports.import(await csvBody(request), 'body', { questionnaire, ...query }, { actor: inTheNameOf(person.subject, person.actingAs), origin: 'import', correlationId: correlationOf(response), causationId: null });
  }

  @Get('waves')
  @Documented({ id: 'waves', summary: 'The waves of surveys 调查波次', answer: wavesSchema, refuses: [503] })
  async waves(): Promise<{ waves: WaveReport[] }> {
    return { waves: await this.waveList.list() };
  }

  @Get('measures')
  @Documented({ id: 'measures', summary: 'Measures and what came of them 改进措施', answer: measuresSchema, refuses: [503] })
  async measures(): Promise<{ measures: JudgedMeasure[] }> {
    return { measures: await this.measureList.list() };
  }

  @Get('waves/:id')
  @Documented({ id: 'wave', summary: 'A wave and how representative it is 波次代表性', params: { id: 'The id of the wave.' }, answer: waveSchema, refuses: [404, 503] })
  wave(@Param('id') id: string): Promise<WaveReport> {
    return this.waveList.show(id);
  }
}
