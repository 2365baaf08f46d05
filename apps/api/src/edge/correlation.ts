import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/** Gives each request an id: the caller's `X-Correlation-Id` if it is one, else a new one; it goes back with the answer and into the events. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-correlation-id'];
  const id = typeof given === 'string' && FORM.test(given) ? given : randomUUID();
  response.locals.correlationId = id;
  response.setHeader('X-Correlation-Id', id);
  next();
}

/** The id that `correlate` gave. */
export function correlationOf(response: Response): string {
  return (response.locals.correlationId ??= randomUUID()) as string;
}
