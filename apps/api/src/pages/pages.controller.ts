import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { PersonalRecords } from '#access/persons/personal-records.js';
import { reachOf } from '#access/deciding/may.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { CustomerList } from '#credit/lists/customer-list.js';
import { UNITS_PER_POINT } from '#platform/kernel/points.js';
import { addMonths, dayOf, formatDay, parseDay } from '#platform/kernel/day.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { Lang, type Language } from '../edge/language.js';
import { CustomerAnswers } from '../questions/customer-answers.js';
import { lang } from '../questions/question-query.js';
import { addressOf, customerPage } from './customer-page.js';
import { homePage } from './home-page.js';
import type { Curve } from './score-curve.js';
import { STYLE } from './style.js';

const CURVE_MONTHS = 36;

// A form sends fields that were left empty as empty texts.
const blank = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const day = blank(z.string().refine((text) => parseDay(text) !== null, 'expected is an existing day, YYYY-MM-DD'));
const langQuery = z.strictObject({ lang });
const viewQuery = z.strictObject({ lang, asOf: day, knownAsOf: blank(z.string().max(64)), edition: blank(z.string().max(100)) });
const lookUpQuery = viewQuery.extend({ customer: z.string().trim().min(1, 'expected is a customer number').max(200) });
const htmlPage = { type: 'text/html', description: 'A page, in English or Chinese.' };

/** What a browser shows: pages made here, without scripts. */
@ApiTags('Pages')
@Controller()
export class PagesController {
  constructor(
    private readonly reader: CreditReader,
    private readonly list: CustomerList,
    private readonly answers: CustomerAnswers,
    private readonly persons: PersonalRecords,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Documented({ id: 'home', summary: 'What this is, with a form to look up a customer 首页', query: langQuery, answer: htmlPage })
  async home(@Query(checked(langQuery)) _query: unknown, @Lang() language: Language, @Asking() { person }: AskedBy): Promise<string> {
    const reach = reachOf(person, 'read-lists');
    const grades = reach?.kind === 'regions' ? await this.list.gradeCounts(reach.regions) : undefined;
    return homePage({ today: formatDay(this.reader.today()), zone: this.reader.zone, person, grades }, language);
  }

  @Get('view/customers')
  @Documented({ id: 'lookUp', summary: 'Leads the form to a customer’s page', query: lookUpQuery, answerStatus: 303, answer: { type: 'text/html', description: 'To the page of the customer.' } })
  lookUp(@Query(checked(lookUpQuery)) { customer, ...asked }: z.output<typeof lookUpQuery>, @Res() response: Response): void {
    response.redirect(303, addressOf(`/view/customers/${encodeURIComponent(customer)}`, asked));
  }

  @Get('view/customers/:customerNo')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Documented({ id: 'customerPage', summary: 'The score and explanation of a customer as a page 客户得分页', params: { customerNo: 'The number of the customer.' }, query: viewQuery, answer: htmlPage, refuses: [404] })
  async customer(@Param('customerNo') no: string, @Query(checked(viewQuery)) { lang: _lang, ...asked }: z.output<typeof viewQuery>, @Lang() language: Language, @Asking() by: AskedBy): Promise<string> {
    const { explanation } = await this.answers.explanation(no, asked, language, by);
    const person = await this.persons.ofCustomer(no, by.person, by.purpose);
    return customerPage(explanation, person, await this.curve(no, explanation, asked, by), asked, language);
  }

  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'private, max-age=600')
  @Documented({ id: 'style', summary: 'The style sheet of the pages', answer: { type: 'text/css', description: 'A style sheet.' } })
  style(): string {
    return STYLE;
  }

  private async curve(no: string, { asOf, openedOn }: { asOf: string; openedOn: string }, { knownAsOf, edition }: { knownAsOf?: string; edition?: string }, by: AskedBy): Promise<Curve | null> {
    const to = dayOf(asOf);
    const from = Math.max(dayOf(openedOn), addMonths(to, -CURVE_MONTHS));
    if (from >= to) return null;
    const { question, days } = await this.answers.history(no, { to }, { knownAsOf, edition }, by);
    const told = days.map(({ day: on, total, grade }) => ({ day: dayOf(on), total, grade }));
    const first = told.findLastIndex((point) => point.day <= from);
    const points = told.slice(Math.max(first, 0)).filter((point, i, all) => i === 0 || point.total !== all[i - 1].total || point.grade !== all[i - 1].grade);
    return { from, to, points, grades: question.book.at(to).grades.map((bound) => ({ grade: bound.grade, from: bound.from / UNITS_PER_POINT })) };
  }
}
