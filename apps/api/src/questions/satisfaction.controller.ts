import { Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { figuresCsv } from '#satisfaction/asking/figures-csv.js';
import { PriorityReader } from '#satisfaction/asking/priority-reader.js';
import { SatisfactionReader } from '#satisfaction/asking/satisfaction-reader.js';
import { ThemeReader } from '#satisfaction/asking/theme-reader.js';
import { Documented } from '../documentation/documented.js';
import { AsksAboutEverybody } from '../edge/answer-in-time.js';
import { checked } from '../edge/checked.js';
import { csvBody } from '../edge/csv-body.js';
import { fileModelQuery, fileModelSchema, modelQuery, modelSchema, satisfactionQuery, satisfactionSchema, selectionQuery, shortPlankSchema, themesQuery, themesSchema } from './satisfaction-schema.js';

type Answer<Schema extends z.ZodType> = Promise<z.input<Schema>>;

/** What customers think. */
@ApiTags('Satisfaction')
@Controller()
export class SatisfactionController {
  constructor(
    private readonly reader: SatisfactionReader,
    private readonly priorities: PriorityReader,
    private readonly texts: ThemeReader,
  ) {}

  @Get('satisfaction')
  @Documented({ id: 'satisfaction', summary: 'Every index with its interval, as of any day 满意度指数', query: satisfactionQuery, answer: satisfactionSchema, refuses: [404, 503] })
  async satisfaction(@Query(checked(satisfactionQuery)) query: z.output<typeof satisfactionQuery>): Answer<typeof satisfactionSchema> {
    return (await this.reader.answer(query)) as z.input<typeof satisfactionSchema>;
  }

  @Get('satisfaction.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Documented({ id: 'satisfactionFile', summary: 'The same, one row a figure 满意度指数文件', query: satisfactionQuery, answer: { type: 'text/csv', description: 'group, kind, id, value, n, low, high, flag.' }, refuses: [404, 503] })
  async file(@Query(checked(satisfactionQuery)) query: z.output<typeof satisfactionQuery>): Promise<string> {
    return figuresCsv(await this.reader.answer(query));
  }

  @Get('satisfaction/model')
  @AsksAboutEverybody()
  @Documented({ id: 'satisfactionModel', summary: 'The structural model (PLS) of recorded answers 结构方程模型', query: modelQuery, answer: modelSchema, refuses: [404, 422, 503] })
  async model(@Query(checked(modelQuery)) { scheme, bootstrap, seed, ...input }: z.output<typeof modelQuery>): Answer<typeof modelSchema> {
    return (await this.priorities.model(input, scheme, bootstrap === undefined ? undefined : { samples: bootstrap, seed })) as z.input<typeof modelSchema>;
  }

  @Post('satisfaction/model')
  @HttpCode(200)
  @AsksAboutEverybody()
  @Documented({
    id: 'satisfactionModelOfFile', summary: 'The structural model of a CSV of answers; nothing is recorded 答卷文件的结构方程模型', query: fileModelQuery,
    body: { type: 'text/csv', schema: z.string(), description: 'One row a respondent, items as columns; UTF-8, at most 8 MiB.' }, answer: fileModelSchema, refuses: [404, 422],
  })
  async modelOfFile(@Req() request: Request, @Query(checked(fileModelQuery)) { questionnaire, scheme, bootstrap, seed }: z.output<typeof fileModelQuery>): Answer<typeof fileModelSchema> {
    return (await this.priorities.modelOfFile(questionnaire, await csvBody(request), 'body', scheme, bootstrap === undefined ? undefined : { samples: bootstrap, seed })) as z.input<typeof fileModelSchema>;
  }

  @Get('satisfaction/short-plank')
  @Documented({ id: 'shortPlank', summary: 'The indicator to work on first 短木条', query: selectionQuery, answer: shortPlankSchema, refuses: [404, 503] })
  async shortPlank(@Query(checked(selectionQuery)) query: z.output<typeof selectionQuery>): Answer<typeof shortPlankSchema> {
    return (await this.priorities.shortPlank(query)) as z.input<typeof shortPlankSchema>;
  }

  @Get('satisfaction/themes')
  @Documented({ id: 'themes', summary: 'What people wrote, by theme and by word 文字意见主题', query: themesQuery, answer: themesSchema, refuses: [404, 503] })
  async themes(@Query(checked(themesQuery)) { item, search, ...input }: z.output<typeof themesQuery>): Answer<typeof themesSchema> {
    return (await this.texts.themes(input, item, search)) as z.input<typeof themesSchema>;
  }
}
