import type { NextFunction, Request, Response } from 'express';
import { correlationOf } from './correlation.js';

/**
 * One JSON line on stderr for each request: the pattern of its route, never the address itself, because customers'
 * numbers stand in addresses.
 */
export function logRequests(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.once('close', () => {
    line({
      at: new Date().toISOString(),
      method: request.method,
      route: (request.route as { path?: string } | undefined)?.path ?? null,
      status: response.statusCode,
      complete: response.writableFinished,
      ms: Math.round(performance.now() - started),
      correlationId: correlationOf(response),
    });
  });
  next();
}

/** An error nobody foresaw: its name and the places in our own code, without its message, which may hold a customer's data. */
export function logUnexpected(id: string, error: unknown): void {
  line({ at: new Date().toISOString(), unexpected: error instanceof Error ? error.name : typeof error, code: codeOf(error), correlationId: id, where: placesOf(error) });
}

function line(content: Record<string, unknown>): void {
  process.stderr.write(`${JSON.stringify(content)}\n`);
}

/** The error class of PostgreSQL (SQLSTATE) or Node, such as 57P01 or ECONNREFUSED. */
function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

function placesOf(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  return error.stack
    .split('\n')
    .filter((text) => /^\s+at /.test(text))
    .slice(0, 8)
    .map((text) => text.trim().replace(/\(?(?:file:\/\/)?\/[^\s)]*\/((?:apps|libs|node_modules)\/[^\s)]*)\)?/, '$1'));
}
