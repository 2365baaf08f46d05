import { Body, Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { TokenChecker, TokenRefused } from '#access/tokens/token-checker.js';
import { Documented } from '../documentation/documented.js';
import { checked } from '../edge/checked.js';
import { Lang, type Language } from '../edge/language.js';
import { loginCookie, logoutCookie } from '../edge/login-cookie.js';
import { EdgeRefusal } from '../edge/problem.js';
import { lang } from '../questions/question-query.js';
import { LoginLinks } from './login-links.js';
import { loginPage } from './login-page.js';

const loginQuery = z.strictObject({ lang, code: z.string().max(200).optional().describe('Of the link that the service prints when it starts: good once.') });
const form = z.strictObject({ token: z.string().trim().min(1).max(20_000).describe('A bearer token.'), lang: z.enum(['en', 'zh']).optional() });
const page = { type: 'text/html', description: 'A page, in English or Chinese.' };
const home = { type: 'text/html', description: 'To the first page.' };

/** The way in for a browser: a token goes into a cookie that no script reads and that is sent along from nowhere else. */
@ApiTags('Pages')
@Controller()
export class LoginController {
  constructor(
    private readonly checker: TokenChecker,
    private readonly links: LoginLinks,
  ) {}

  @Get('login')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Documented({ id: 'login', summary: 'Where a token is given to the browser; follows a link that the service has printed 登录', query: loginQuery, answer: page })
  ask(@Query(checked(loginQuery)) { code }: z.output<typeof loginQuery>, @Lang() language: Language, @Req() request: Request, @Res({ passthrough: true }) response: Response): string {
    if (code === undefined) return loginPage(language);
    const token = this.links.take(code);
    if (token === null) return loginPage(language, language === 'en' ? 'This link was used already, or is older than ten minutes.' : '此链接已使用或已超过十分钟。');
    response.setHeader('Set-Cookie', loginCookie(token, isSecure(request)));
    response.status(303).setHeader('Location', '/');
    return '';
  }

  @Post('login')
  @HttpCode(303)
  @Documented({
    id: 'giveToken', summary: 'Gives the browser a token; it may then read, not write', answerStatus: 303, answer: home, refuses: [401],
    body: { type: 'application/x-www-form-urlencoded', schema: form, description: 'The form of the login page.' },
  })
  async enter(@Body() body: unknown, @Lang() language: Language, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!request.is('application/x-www-form-urlencoded')) throw new EdgeRefusal(415, 'not-a-form', 'Expected is the form of the login page.', { Accept: 'application/x-www-form-urlencoded' });
    const { token, lang: chosen } = checked(form).transform(body);
    try {
      await this.checker.personOf(token);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      response.status(401).setHeader('WWW-Authenticate', 'Bearer realm="gridledger", error="invalid_token"').setHeader('Content-Type', 'text/html; charset=utf-8').end(loginPage(chosen ?? language, error.message));
      return;
    }
    response.setHeader('Set-Cookie', loginCookie(token, isSecure(request)));
    response.redirect(303, `/?lang=${chosen ?? language}`);
  }

  @Post('logout')
  @HttpCode(303)
  @Documented({ id: 'logout', summary: 'Takes the token from the browser 退出', answerStatus: 303, answer: home })
  leave(@Req() request: Request, @Res() response: Response): void {
    response.setHeader('Set-Cookie', logoutCookie(isSecure(request)));
    response.redirect(303, '/login');
  }
}

// Behind a proxy that ends TLS the browser speaks HTTPS; on this machine it does not.
const isSecure = (request: Request): boolean => request.app.get('gridledger https') === true;
