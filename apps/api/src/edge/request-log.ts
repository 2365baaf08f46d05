import type { NextFunction, Request, Response } from 'express';
import { log } from '#platform/observing/structured-log.js';
import { correlationOf } from './correlation.js';
import { routeOf } from './route-of.js';

/**
 * One JSON line on stderr for each request: the pattern of its route, never the address itself, because customers'
 * numbers stand in addresses.
 */
export function logRequests(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.once('close', () => {
    const { method } = request;
    const route = routeOf(request);
    const status = response.statusCode;
    const complete = response.writableFinished;
    const ms = Math.round(performance.now() - started);
    const text = `${method} ${route ?? '(no route)'} was ${complete ? `answered ${status}` : 'broken off'} after ${ms} ms.`;
    log(status >= 500 ? 'error' : complete ? 'info' : 'warn', text, { method, route, status, complete, ms, correlationId: correlationOf(response) });
  });
  next();
}
