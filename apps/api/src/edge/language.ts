import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export type Language = 'en' | 'zh';

/** The language of wording: `?lang=`, else the browser's first choice among en and zh, else English. */
export const languageOf = (request: Pick<Request, 'query' | 'acceptsLanguages'>): Language => {
  const asked = request.query.lang;
  if (asked === 'en' || asked === 'zh') return asked;
  return request.acceptsLanguages('en', 'zh') === 'zh' ? 'zh' : 'en';
};

export const Lang = createParamDecorator((_: unknown, context: ExecutionContext): Language => languageOf(context.switchToHttp().getRequest<Request>()));
