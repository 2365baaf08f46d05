import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { AskedBy } from '#access/person.js';
import { personIn } from './authentication.js';
import { purposeOf } from './purpose.js';

/** Who asks, as the guard let them in. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): AskedBy => {
  const http = context.switchToHttp();
  return { person: personIn(http.getResponse<Response>()), purpose: purposeOf(http.getRequest<Request>()) };
});

export type { AskedBy };
