import { MAX_APPEND_BYTES } from '../event-store.js';

/** gRPC status codes by which the server refuses for good: invalid argument, permission denied, unauthenticated. */
const REFUSED = new Set([3, 7, 16]);
/** What the server names in the metadata of a refusal. */
const REFUSALS = new Set(['access-denied', 'stream-deleted', 'maximum-append-size-exceeded', 'missing-required-metadata-property', 'invalid-transaction']);

interface GrpcFailure {
  readonly code?: number;
  readonly metadata?: { get(name: string): (string | Buffer)[] };
}

/** The server's own name of a failure (`not-leader`, `stream-deleted` …), empty if it gave none. */
export function exceptionOf(error: unknown): string {
  return String((error as GrpcFailure).metadata?.get?.('exception')[0] ?? '');
}

/**
 * Whether a failed call was refused, so that nothing was written and asking again changes nothing. Everything else (an
 * unavailable or unready server, a changed leader, a deadline, a cut connection) leaves the outcome unknown.
 */
export function isRefusal(error: unknown): boolean {
  return REFUSED.has((error as GrpcFailure).code ?? -1) || REFUSALS.has(exceptionOf(error));
}

/** What an append says is wrong, where the server refused it or could not answer for it (`failure` of an AppendAnswer). */
export function refusedAppend(stream: string, { failure, message }: { readonly failure: string; readonly message: string }): Error {
  if (failure === 'MaximumAppendSizeExceeded') return new RangeError(`an append holds at most ${MAX_APPEND_BYTES} bytes, and this one, to stream ${stream}, is too large for the server`);
  if (failure === 'AccessDenied') return Object.assign(new Error(`EventStoreDB does not let this user append to stream ${stream}`), { code: 7 });
  if (failure === 'StreamDeleted') return Object.assign(new Error(`EventStoreDB appends nothing to stream ${stream}: it was deleted`), { code: 3 });
  if (failure === 'BadRequest') return Object.assign(new Error(`EventStoreDB does not take the append to stream ${stream}: ${message}`), { code: 3 });
  // Not ready, busy, no leader, too slow: nobody knows what became of it.
  return Object.assign(new Error(`EventStoreDB: ${message || failure}`), { code: 2 });
}
