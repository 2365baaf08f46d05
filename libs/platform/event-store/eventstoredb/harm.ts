import type { LogRecord } from './log-record.js';

/** Settings of a stream by which EventStoreDB hides or removes its events. */
const HIDING = { $maxAge: 'a maximum age', $maxCount: 'a maximum count', $tb: 'a truncation' } as const;

/** What a record of $all does to a stream of the ledger that must never be done, or null. */
export function harmIn({ stream, type, data }: LogRecord): { stream: string; what: string } | null {
  if (type === '$streamDeleted' && !stream.startsWith('$')) return { stream, what: 'the stream was deleted' };
  if (type !== '$metadata' || !stream.startsWith('$$') || stream.startsWith('$$$')) return null;
  const set = Object.entries(HIDING).flatMap(([name, what]) => (name in metadata(data) ? [what] : []));
  return set.length === 0 ? null : { stream: stream.slice(2), what: `the stream was given ${set.join(' and ')}` };
}

function metadata(data: string): object {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
