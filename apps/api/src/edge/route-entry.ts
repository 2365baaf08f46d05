import { ROUTES, type RouteEntry } from '#access/table/routes.js';

interface Pattern {
  readonly method: string;
  readonly expression: RegExp;
  readonly entry: RouteEntry;
}

const PATTERNS: readonly Pattern[] = Object.entries(ROUTES).map(([key, entry]) => {
  const [method, path] = key.split(' ');
  return { method, entry, expression: new RegExp(`^${path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll('.', '\\.'))).join('/')}$`) };
});

/** The entry of a route as express has it; HEAD is answered by GET. Undefined: not in the table. */
export const routeEntry = (method: string, pattern: string): RouteEntry | undefined => (Object.hasOwn(ROUTES, keyOf(method, pattern)) ? ROUTES[keyOf(method, pattern)] : undefined);

const keyOf = (method: string, pattern: string): string => `${method === 'HEAD' ? 'GET' : method} ${pattern}`;

/** The methods that an address takes; empty where there is nothing at it. */
export function methodsAt(path: string): string[] {
  const methods = PATTERNS.filter(({ expression }) => expression.test(path)).map(({ method }) => method);
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
}

/** Whether an address answers without a token; every pattern that fits has to say so. */
export function isPublic(method: string, path: string): boolean {
  const fitting = PATTERNS.filter((one) => one.expression.test(path) && one.method === (method === 'HEAD' ? 'GET' : method));
  return fitting.length > 0 && fitting.every(({ entry }) => entry.permission === 'public');
}
