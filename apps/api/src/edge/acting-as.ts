import { userInfo } from 'node:os';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { refuse } from '#platform/deciding/refusal.js';

const LONGEST = 100;

/**
 * Who acts, until access control is there: the header `X-Acting-As`, percent-encoded UTF-8 where it is not ASCII, or
 * else the user who runs the service. Refuses an empty, overlong or undecodable name with status 400.
 */
export const ActingAs = createParamDecorator((_: unknown, context: ExecutionContext): string => actorOf(context.switchToHttp().getRequest<Request>().headers['x-acting-as']));

export function actorOf(header: string | string[] | undefined): string {
  if (header === undefined) return userInfo().username;
  const name = typeof header === 'string' ? decoded(header).trim() : '';
  if (name === '' || name.length > LONGEST || /\p{Cc}/u.test(name)) {
    throw refuse('malformed-actor', `The header X-Acting-As is not a name: expected are 1 to ${LONGEST} characters, percent-encoded UTF-8 where they are not ASCII.`, 400, { field: 'X-Acting-As' });
  }
  return name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
