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
