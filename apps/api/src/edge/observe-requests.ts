import type { NextFunction, Request, Response } from 'express';
import { observed, type Facts } from '#platform/observing/observed.js';
import { correlationOf } from './correlation.js';
import { routeOf } from './route-of.js';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A request is a step of the work: what it leads to lies inside it. */
export function observeRequests(request: Request, response: Response, next: NextFunction): void {
  const { traceparent } = request.headers;
  const facts: Facts = {
    method: METHODS.has(request.method) ? request.method : 'other',
    correlationId: correlationOf(response),
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  };
  void observed('request', facts, () => {
    const answered = new Promise<void>((resolve) => {
      response.once('close', () => {
        facts.name = routeOf(request) ?? 'none';
        facts.status = response.statusCode;
        resolve();
      });
    });
    next();
    return answered;
  });
}
