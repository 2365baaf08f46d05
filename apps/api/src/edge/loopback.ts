import type { NextFunction, Request, Response } from 'express';
import { EdgeRefusal } from './problem.js';

/** Where the service listens until access control is there. Nothing else is accepted, by configuration or otherwise. */
export const LOOPBACK = '127.0.0.1';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whoever can reach the loopback address is trusted for now, but a web page in the user's browser can reach it too:
 * under a name of its own that resolves to 127.0.0.1 (DNS rebinding), or by posting a form across sites. Both are refused.
 */
export function onlyFromHere(request: Request, _response: Response, next: NextFunction): void {
  next(foreign(request.method, request.headers) ?? undefined);
}

/** Why a request counts as foreign, or null. */
export function foreign(method: string, headers: Readonly<Record<string, string | string[] | undefined>>): EdgeRefusal | null {
  const host = authority(headers.host);
  if (!host || !LOOPBACK_NAMES.has(host.name)) {
    return new EdgeRefusal(421, 'foreign-host', 'This service answers only to the names 127.0.0.1, localhost and [::1] in the Host header.');
  }
  if (READING.has(method)) return null;
  const origin = headers.origin;
  if (origin !== undefined && !sameOrigin(origin, host)) {
    return new EdgeRefusal(403, 'foreign-origin', 'A page of another site may not write here: the Origin header names another origin than the Host header.');
  }
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') {
    return new EdgeRefusal(403, 'foreign-origin', 'A page of another site may not write here: the browser says that the request comes from one.');
  }
  return null;
}

interface Authority {
  readonly name: string;
  readonly port: string;
}

function authority(text: string | string[] | undefined): Authority | null {
  const parts = typeof text === 'string' ? /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(text) : null;
  return parts ? { name: parts[1].toLowerCase(), port: parts[2] ?? '80' } : null;
}

function sameOrigin(origin: string | string[], host: Authority): boolean {
  if (typeof origin !== 'string' || !origin.startsWith('http://')) return false;
  const of = authority(origin.slice('http://'.length));
  return of !== null && of.name === host.name && of.port === host.port;
}
