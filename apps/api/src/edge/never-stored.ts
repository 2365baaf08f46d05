import type { NextFunction, Request, Response } from 'express';

/** Answers speak of persons and of today: no cache keeps them. Assets of the pages set their own header. */
export function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
