import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { throwError, timeout, type Observable } from 'rxjs';
import { EdgeRefusal } from './problem.js';

const SECONDS = 30;
const POPULATION_SECONDS = 600;
const POPULATION = 'asks-about-everybody';

/** For routes that read every customer: they have ten minutes instead of half a one. */
export const AsksAboutEverybody = (): MethodDecorator => SetMetadata(POPULATION, true);

/** Gives up waiting for an answer that takes too long, so that no caller hangs for ever. */
@Injectable()
export class AnswerInTime implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const seconds = this.reflector.get<boolean>(POPULATION, context.getHandler()) ? POPULATION_SECONDS : SECONDS;
    return next.handle().pipe(
      timeout({
        each: seconds * 1000,
        with: () => throwError(() => new EdgeRefusal(503, 'took-too-long', `The answer was not there within ${seconds} seconds.`, { 'Retry-After': '10' })),
      }),
    );
  }
}
