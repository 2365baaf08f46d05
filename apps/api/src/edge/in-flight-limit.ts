import type { NextFunction, Request, Response } from 'express';
import { EdgeRefusal } from './problem.js';

/** Refuses what would be the request number `most + 1` at one time, rather than letting all of them slow down together. `skip`: not counted here. */
export function limitInFlight(most: number, skip: (request: Request) => boolean): (request: Request, response: Response, next: NextFunction) => void {
  let inFlight = 0;
  return (request, response, next) => {
    if (skip(request)) {
      next();
      return;
    }
    if (inFlight >= most) {
      next(new EdgeRefusal(429, 'too-many-requests', `${most} requests are being answered already. Ask again in a moment.`, { 'Retry-After': '1' }));
      return;
    }
    inFlight++;
    response.once('close', () => inFlight--);
    next();
  };
}
