import { setTimeout as pause } from 'node:timers/promises';
import { WrongExpectedRevision } from '../event-store.js';
import { isRefusal } from './failure.js';

/** How long an unavailable cluster is waited for. Electing a new leader takes a second or some. */
export const PATIENCE_MS = 60_000;

/**
 * Does `work` until it succeeds, is refused, or the cluster has not answered for PATIENCE_MS. Only for work that may
 * be repeated: reads, and appends with their ids. Throws the last failure.
 */
export async function patiently<Result>(work: () => Promise<Result>, isOver: () => boolean): Promise<Result> {
  const end = Date.now() + PATIENCE_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || isOver() || Date.now() > end) throw error;
      await pause(Math.min(1000, 20 * 2 ** attempt) * (0.5 + Math.random() / 2));
    }
  }
}

/** Something is wrong with what the server holds: asking again does not help. */
export class LogError extends Error {
  override readonly name = 'LogError';
}

/** Refused by the server, by the database (which says how severe it is), or by ourselves: no outcome is unknown then. */
export function isFinal(error: unknown): boolean {
  return isRefusal(error) || error instanceof LogError || error instanceof WrongExpectedRevision || error instanceof RangeError || error instanceof TypeError || 'severity' in (error as object);
}
