import { createParamDecorator, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { logUnexpected } from '#platform/observing/structured-log.js';
import { mergeMap, type Observable } from 'rxjs';
import { Looks } from '#access/looks/looks.js';
import { personIn } from './authentication.js';
import { correlationOf } from './correlation.js';
import { EdgeRefusal } from './problem.js';
import { purposeOf } from './purpose.js';
import { routeEntry } from './route-entry.js';

/** Names those whom an answer shows, where the address does not. */
export type Shows = (customers: Iterable<string>) => void;

export const Shown = createParamDecorator((_: unknown, context: ExecutionContext): Shows => showing(context.switchToHttp().getResponse<Response>()));

export const showing = (response: Response): Shows => (customers) => {
  response.locals.shown = [...((response.locals.shown as string[] | undefined) ?? []), ...customers];
};

/**
 * Writes down every look before its answer is given: once the answer is ready, because then it is known whom it shows.
 * What cannot be written down is not shown.
 */
@Injectable()
export class RecordLook implements NestInterceptor {
  constructor(private readonly looks: Looks) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const what = routeEntry(request.method, (request.route as { path: string }).path)?.look;
    if (what === undefined) return next.handle();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const customers = response.locals.shown as string[] | undefined;
        if (customers === undefined) throw new Error(`the route ${what} shows customers and does not say whom`);
        const { customerNo: _customer, ...params } = request.params as Readonly<Record<string, string>>;
        const look = { person: personIn(response), purpose: purposeOf(request), what, asked: { ...params, ...request.query }, restsOn: positionIn(answer), customers, correlationId: correlationOf(response) };
        await this.looks.record(look).catch((error: unknown) => {
          logUnexpected('A look could not be written down, and its answer was not given.', error, correlationOf(response));
          throw new EdgeRefusal(503, 'look-not-recorded', 'That somebody looks could not be written down, so nothing is shown. Ask again in a moment.', { 'Retry-After': '5' });
        });
        return answer;
      }),
    );
  }
}

function positionIn(answer: unknown): number | null {
  const position = typeof answer === 'object' && answer !== null ? (answer as { position?: unknown }).position : undefined;
  return typeof position === 'number' ? position : null;
}
