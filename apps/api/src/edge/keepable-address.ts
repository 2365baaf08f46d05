import type { NextFunction, Request, Response } from 'express';
import { EdgeRefusal } from './problem.js';

/** No number, name or id holds a NUL character: PostgreSQL cannot compare a text with one, so an address that holds one is refused here. */
export function keepableAddress(request: Request, _response: Response, next: NextFunction): void {
  next(request.url.includes('%00') ? new EdgeRefusal(400, 'malformed-address', 'The address holds a NUL character (%00), which no number, name or id can hold.') : undefined);
}
