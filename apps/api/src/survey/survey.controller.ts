import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Refusal } from '#platform/deciding/refusal.js';
import { enteredOf, pageWithQuestions, problemsOfPage, stillAsked, type Entered } from '#satisfaction/form/form-answers.js';
import { formPages, itemsOf } from '#satisfaction/form/form-pages.js';
import { SurveyAnswers, type Asked } from '#satisfaction/submitting/survey-answers.js';
import { Documented } from '../documentation/documented.js';
import { checked } from '../edge/checked.js';
import { languageOf, type Language } from '../edge/language.js';
import { lang } from '../questions/question-query.js';
import { surveyRefusedPage, surveyThanksPage } from './survey-frame.js';
import { surveyHeaders } from './survey-headers.js';
import { surveyPage, type ShownPage } from './survey-page.js';
import { SURVEY_STYLE } from './survey-style.js';

const query = z.strictObject({ lang });
const form = z.record(z.string(), z.string()).describe('The answers by item, `_page` from 0, `_lang`, and `_go`: next, back, send, en or zh.');
const page = { type: 'text/html', description: 'A page of the form, in Chinese or English.' };
const params = { token: 'The one-time token of the invitation.' };

/** Statuses by which a page that is not there says why. */
const STATUS: Readonly<Record<string, number>> = { 'token-used': 409, 'token-expired': 410, 'survey-closed': 410, 'unknown-token': 404 };

/**
 * The form that customers fill in: page by page, without a script, and without anything kept here before it is sent. The
 * token in the address is the only way in, and stands in no log.
 */
@ApiTags('Surveys')
@Controller()
export class SurveyController {
  constructor(private readonly surveys: SurveyAnswers) {}

  @Get('survey.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  @Documented({ id: 'surveyStyle', summary: 'The style sheet of the survey form', answer: { type: 'text/css', description: 'A style sheet.' } })
  style(): string {
    return SURVEY_STYLE;
  }

  @Get('survey/:token')
  @Documented({ id: 'survey', summary: 'The form of a survey 满意度问卷', params, query, answer: page, refuses: [404, 409] })
  async show(@Param('token') token: string, @Query(checked(query)) _query: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const language = languageOf(request);
    await answered(response, language, async () => {
      const { questionnaire, broken } = await this.surveys.ask(token);
      const pages = formPages(questionnaire);
      // What was kept before a stop is brought to its end; there is nothing left to ask.
      if (broken) await this.surveys.submit(token, {});
      return broken ? surveyThanksPage(language) : surveyPage({ questionnaire, pages, at: 0, entered: {}, problems: [], language });
    }, 'GET');
  }

  @Post('survey/:token')
  @HttpCode(200)
  @Documented({
    id: 'answerSurvey', summary: 'Another page of the form, or the answers sent 提交满意度问卷', params, refuses: [404, 409, 422],
    body: { type: 'application/x-www-form-urlencoded', schema: form, description: 'The form as the page has it.' },
    answer: page, alsoAnswers: { 303: 'Sent: to the page that says so.' },
  })
  async enter(@Param('token') token: string, @Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const fields = request.is('application/x-www-form-urlencoded') ? ((body ?? {}) as Record<string, unknown>) : {};
    const language: Language = fields._lang === 'en' || fields._lang === 'zh' ? fields._lang : languageOf(request);
    await answered(response, language, async () => {
      const asked = await this.surveys.ask(token, false);
      const { questionnaire, broken } = asked;
      const pages = formPages(questionnaire);
      const at = Math.min(Math.max(Math.trunc(Number(fields._page ?? 0)) || 0, 0), pages.length - 1);
      const entered = stillAsked(questionnaire, enteredOf(questionnaire, fields));
      const shown = { questionnaire, pages, at, entered, problems: [], language };
      const go = fields._go;
      if (go === 'en' || go === 'zh') return surveyPage({ ...shown, language: go });
      if (go === 'back') return surveyPage({ ...shown, at: pageWithQuestions(questionnaire, pages, at - 1, -1, entered) ?? 0 });
      const problems = broken ? [] : problemsOfPage(questionnaire, pages[at], entered);
      if (problems.length > 0) return wrong(response, { ...shown, problems });
      const next = go === 'next' ? pageWithQuestions(questionnaire, pages, at + 1, 1, entered) : null;
      if (next !== null) return surveyPage({ ...shown, at: next });
      return (await this.#send(token, entered, shown, response, asked)) ?? sent(response, token, language);
    }, 'POST');
  }

  /** Null when the answers have arrived; else the page on which something is to be put right. */
  async #send(token: string, entered: Entered, shown: ShownPage, response: Response, asked: Asked): Promise<string | null> {
    try {
      await this.surveys.submit(token, entered, asked);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 422) throw error;
      const problems = error.reasons.map(({ field = '', code }) => ({ item: field, code }));
      const at = shown.pages.findIndex((one) => itemsOf(one).some(({ id }) => id === problems[0].item));
      return wrong(response, { ...shown, at: at < 0 ? shown.at : at, problems });
    }
  }
}

function wrong(response: Response, shown: ShownPage): string {
  response.status(422);
  return surveyPage(shown);
}

/** So that going back and loading again sends nothing twice. */
function sent(response: Response, token: string, language: Language): string {
  response.status(303).setHeader('Location', `/survey/${token}?lang=${language}`);
  return surveyThanksPage(language);
}

async function answered(response: Response, language: Language, work: () => Promise<string>, method: 'GET' | 'POST'): Promise<void> {
  surveyHeaders(response);
  let page: string;
  try {
    page = await work();
  } catch (error) {
    const code = error instanceof Refusal ? error.reasons[0].code : '';
    if (STATUS[code] === undefined) throw error;
    const thanked = code === 'token-used' && method === 'GET';
    response.status(thanked ? 200 : STATUS[code]);
    page = thanked ? surveyThanksPage(language) : surveyRefusedPage(code, language);
  }
  response.end(page);
}
