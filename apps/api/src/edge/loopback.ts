import type { NextFunction, Request, Response } from 'express';
import { EdgeRefusal } from './problem.js';

/** Where the service listens unless it is told otherwise. */
export const LOOPBACK = '127.0.0.1';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A web page in the user's browser can reach this service too: under a name of its own that resolves to 127.0.0.1 (DNS
 * rebinding), or by posting a form across sites. Both are refused. `publicUrl`: the https:// origin of the proxy before it.
 */
export function onlyFromHere(publicUrl: string | null): (request: Request, response: Response, next: NextFunction) => void {
  return (request, _response, next) => next(foreign(request.method, request.headers, publicUrl) ?? undefined);
}

/** Why a request counts as foreign, or null. */
export function foreign(method: string, headers: Readonly<Record<string, string | string[] | undefined>>, publicUrl: string | null = null): EdgeRefusal | null {
  const host = authority(headers.host);
  const proxied = publicUrl !== null && headers.host?.toString().toLowerCase() === new URL(publicUrl).host;
  if (!host || !(proxied || LOOPBACK_NAMES.has(host.name))) {
    return new EdgeRefusal(421, 'foreign-host', `This service answers only to the names 127.0.0.1, localhost and [::1]${publicUrl === null ? '' : ` and ${new URL(publicUrl).host}`} in the Host header.`);
  }
  if (READING.has(method)) return null;
  const origin = headers.origin;
  if (origin !== undefined && !(proxied ? origin === publicUrl : sameOrigin(origin, host))) {
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
