import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '#platform/deciding/refusal.js';
import { logUnexpected } from '#platform/observing/structured-log.js';
import { correlationOf } from './correlation.js';
import { databaseAway } from './database-away.js';
import { languageOf } from './language.js';
import { loginPage } from '../pages/login-page.js';
import { problemPage } from '../pages/problem-page.js';
import { surveyRefusedPage } from '../survey/survey-frame.js';
import { surveyHeaders } from '../survey/survey-headers.js';
import { EdgeRefusal, problemOf } from './problem.js';
import { methodsAt } from './route-entry.js';

/** The one place where an error becomes an answer: application/problem+json, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerWithProblem(error, http.getRequest<Request>(), http.getResponse<Response>());
  }
}

/** Answers with the problem that an error is. An answer that has begun can only be broken off, so that nobody takes it for complete. */
export function answerWithProblem(error: unknown, request: Request, response: Response): void {
  const id = correlationOf(response);
  const away = databaseAway(error);
  if (away) logUnexpected('The database did not answer a request.', error, id);
  error = away ?? wrongMethod(error, request) ?? error;
  const problem = problemOf(error, id);
  if (problem.status >= 500 && !(error instanceof Refusal) && !(error instanceof EdgeRefusal)) logUnexpected('A request failed in a way that nobody foresaw.', error, id);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof EdgeRefusal) for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  if (error instanceof Refusal && error.status === 503) response.setHeader('Retry-After', '5');
  // A body that was not read to its end would be taken for the next request on the same connection.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.status(problem.status);
  if ((request.path === '/' || request.path.startsWith('/view/')) && request.accepts('json', 'html') !== 'json') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(problem.status === 401 ? loginPage(languageOf(request)) : problemPage(problem, languageOf(request)));
    return;
  }
  if (request.path.startsWith('/survey/')) {
    surveyHeaders(response);
    response.end(surveyRefusedPage(problem.status === 429 ? 'too-many-requests' : 'unexpected', languageOf(request)));
    return;
  }
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8').end(JSON.stringify(problem));
}

/** An address that exists, asked in a way it does not take: 405 with the ways it takes (RFC 9110 §15.5.6). */
function wrongMethod(error: unknown, request: Request): EdgeRefusal | null {
  const allowed = error instanceof NotFoundException ? methodsAt(request.path) : [];
  if (allowed.length === 0 || allowed.includes(request.method)) return null;
  return new EdgeRefusal(405, 'wrong-method', `This address takes ${allowed.join(' and ')}, not ${request.method.slice(0, 20)}.`, { Allow: allowed.join(', ') });
}
