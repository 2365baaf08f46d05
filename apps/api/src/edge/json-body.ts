import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { EdgeRefusal } from './problem.js';

/**
 * The JSON body of a request. A body under another media type is refused with 415: a form of another site can send one
 * without asking, a JSON body it cannot.
 */
export const JsonBody = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const request = context.switchToHttp().getRequest<Request>();
  if (!request.is('application/json')) throw new EdgeRefusal(415, 'not-json', 'Expected is a body of the media type application/json.', { Accept: 'application/json' });
  return request.body as unknown;
});
