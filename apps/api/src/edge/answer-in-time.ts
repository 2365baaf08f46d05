import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { throwError, timeout, type Observable } from 'rxjs';
import { EdgeRefusal } from './problem.js';

const SECONDS = 30;
const SECONDS_FOR_EVERYBODY = 600;
/** Each reads all customers over a connection of its own; the others are for everything else. */
const MOST_ABOUT_EVERYBODY = 8;
const EVERYBODY = 'asks-about-everybody';

/** For routes that may read every customer: they have ten minutes instead of half a one, and few run at one time. */
export const AsksAboutEverybody = (): MethodDecorator => SetMetadata(EVERYBODY, true);

/** Gives up waiting for an answer that takes too long, so that no caller hangs for ever. */
@Injectable()
export class AnswerInTime implements NestInterceptor {
  private aboutEverybody = 0;

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const everybody = this.reflector.get<boolean>(EVERYBODY, context.getHandler()) ?? false;
    if (everybody) this.count(context.switchToHttp().getResponse<Response>());
    const seconds = everybody ? SECONDS_FOR_EVERYBODY : SECONDS;
    return next.handle().pipe(
      timeout({
        first: seconds * 1000,
        with: () => throwError(() => new EdgeRefusal(503, 'took-too-long', `The answer was not there within ${seconds} seconds.`, { 'Retry-After': '10' })),
      }),
    );
  }

  private count(response: Response): void {
    if (this.aboutEverybody >= MOST_ABOUT_EVERYBODY) {
      throw new EdgeRefusal(429, 'too-many-requests', `${MOST_ABOUT_EVERYBODY} questions about all customers are being answered already. Ask again in a moment.`, { 'Retry-After': '5' });
    }
    this.aboutEverybody++;
    response.once('close', () => this.aboutEverybody--);
  }
}
