import type { NextFunction, Request, Response } from 'express';
import type { Person } from '#access/person.js';
import { TokenRefused, type TokenChecker } from '#access/tokens/token-checker.js';
import { ProviderUnreachable } from '#access/tokens/provider-keys.js';
import { isPublic } from './route-entry.js';
import { cookieToken } from './login-cookie.js';
import { EdgeRefusal } from './problem.js';

const READING = new Set(['GET', 'HEAD']);
const REALM = 'Bearer realm="gridledger"';

/**
 * Finds out who asks, before a body is read. A bearer token counts everywhere; the cookie of the login page only where
 * something is read, so that no page can make a browser write. Without either, nothing but the public addresses answers.
 */
export function authenticate(checker: TokenChecker): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    personOf(request, checker).then(
      (person) => {
        response.locals.person = person;
        if (person === null && !isPublic(request.method, request.path)) next(noToken());
        else next();
      },
      (error: unknown) => next(asRefusal(error)),
    );
  };
}

/** The person that `authenticate` found; refuses (401) where nobody showed a token. */
export function personIn(response: Response): Person {
  const person = response.locals.person as Person | null | undefined;
  if (!person) throw noToken();
  return person;
}

async function personOf(request: Request, checker: TokenChecker): Promise<Person | null> {
  if (request.headers['x-acting-as'] !== undefined) {
    throw new EdgeRefusal(400, 'acting-as-refused', 'X-Acting-As is not taken any more: who acts is said by the token alone.');
  }
  const given = request.headers.authorization;
  if (given !== undefined) {
    // Two of them would be joined to one line by Node or by a proxy: neither is believed.
    const bearer = countOf(request, 'authorization') === 1 ? /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(given) : null;
    if (!bearer) throw new EdgeRefusal(401, 'malformed-token', 'The header Authorization is not of the form "Bearer TOKEN", once.', { 'WWW-Authenticate': `${REALM}, error="invalid_request"` });
    return checker.personOf(bearer[1]);
  }
  // A cookie that has expired or was forged is as good as none: the login page follows.
  const token = READING.has(request.method) ? cookieToken(request.headers.cookie) : null;
  if (token === null) return null;
  return checker.personOf(token).catch((error: unknown) => {
    if (error instanceof TokenRefused) return null;
    throw error;
  });
}

function countOf(request: Request, name: string): number {
  let count = 0;
  for (let i = 0; i < request.rawHeaders.length; i += 2) if (request.rawHeaders[i].toLowerCase() === name) count++;
  return count;
}

const noToken = (): EdgeRefusal =>
  new EdgeRefusal(401, 'no-token', 'Nobody is let in without a token: send it as "Authorization: Bearer TOKEN". On this machine, npx gridledger token --role ROLE makes one; in a browser, begin at /login.', { 'WWW-Authenticate': REALM });

function asRefusal(error: unknown): unknown {
  if (error instanceof TokenRefused) return new EdgeRefusal(401, 'invalid-token', error.message, { 'WWW-Authenticate': `${REALM}, error="invalid_token"` });
  if (error instanceof ProviderUnreachable) return new EdgeRefusal(503, 'identity-provider-unreachable', 'The identity provider does not answer, so that nobody’s token can be checked.', { 'Retry-After': '5' });
  return error;
}
