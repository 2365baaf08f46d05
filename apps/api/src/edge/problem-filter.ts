import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '#platform/deciding/refusal.js';
import { correlationOf } from './correlation.js';
import { languageOf } from './language.js';
import { problemPage } from '../pages/problem-page.js';
import { EdgeRefusal, problemOf } from './problem.js';
import { logUnexpected } from './request-log.js';

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
  const problem = problemOf(error, id);
  if (problem.status >= 500 && !(error instanceof Refusal) && !(error instanceof EdgeRefusal)) logUnexpected(id, error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof EdgeRefusal) for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  // A body that was not read to its end would be taken for the next request on the same connection.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.status(problem.status);
  if (request.path.startsWith('/view/') && request.accepts('json', 'html') !== 'json') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(problemPage(problem, languageOf(request)));
    return;
  }
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8').end(JSON.stringify(problem));
}
