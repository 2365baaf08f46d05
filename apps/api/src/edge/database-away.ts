import { EdgeRefusal } from './problem.js';

// SQLSTATE classes: connection lost (08), too many connections (53300), server stopping or starting (57P).
const STATE = /^(08...|53300|57P0[1-3])$/;
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
const POOL = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * What a request is told that failed because the database was away or had no connection free; null for any other error.
 * It passes by itself, and is no fault of the request.
 */
export function databaseAway(error: unknown): EdgeRefusal | null {
  if (!(error instanceof Error) || error instanceof EdgeRefusal) return null;
  const { code } = error as { code?: unknown };
  const away = typeof code === 'string' ? STATE.test(code) || NETWORK.test(code) : POOL.test(error.message);
  if (!away) return null;
  return new EdgeRefusal(503, 'database-unreachable', 'The database does not answer, or has no connection free: ask again. A command may have been recorded all the same; look before giving it again (GET /customers/{customerNo}/events).', { 'Retry-After': '5' });
}
