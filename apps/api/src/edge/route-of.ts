import type { Request } from 'express';

/** The pattern of the route that answers a request, such as /customers/:customerNo; null for an address without one. */
export function routeOf(request: Request): string | null {
  return (request.route as { path?: string } | undefined)?.path ?? null;
}
