import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { Refusal, type RefusalReason } from '#platform/deciding/refusal.js';

/** Problem details for HTTP APIs, RFC 9457. */
export interface Problem {
  /** `urn:gridledger:problem:<code>`; the code stays the same from one version to the next. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Names this one occurrence: the correlation id, which also stands in the service's log. */
  readonly instance: string;
  readonly errors?: readonly ProblemError[];
}

export interface ProblemError {
  readonly code: string;
  readonly field?: string;
  readonly value?: string;
  readonly expected?: string;
  readonly message: string;
}

/** What the edge itself refuses, before any question or command is looked at. */
export class EdgeRefusal extends Error {
  override readonly name = 'EdgeRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly errors?: readonly ProblemError[],
  ) {
    super(message);
  }
}

/**
 * The problem that an error is shown as. Only errors meant for people speak for themselves; anything else says no more
 * than that it happened, because its message may hold SQL, paths or personal data.
 */
export function problemOf(error: unknown, instanceId: string): Problem {
  if (error instanceof Refusal) {
    const [first] = error.reasons;
    const detail = error.reasons.length === 1 ? asParameters(first.message) : `${error.reasons.length} problems were found; each is listed in errors.`;
    return problem(error.status, first?.code ?? 'refused', detail, instanceId, error.reasons.map(errorOf));
  }
  if (error instanceof EdgeRefusal) return problem(error.status, error.code, error.message, instanceId, error.errors);
  const parsing = bodyProblem(error);
  if (parsing) return problem(parsing.status, parsing.code, parsing.detail, instanceId);
  if (error instanceof HttpException) {
    const status = error.getStatus();
    if (status === 404) return problem(404, 'unknown-route', 'There is nothing at this address. The list of all addresses is at /openapi.json.', instanceId);
    if (status < 500) return problem(status, 'malformed-request', 'The request cannot be read: its address or its body is not well-formed.', instanceId);
  }
  return problem(500, 'unexpected', `Something went wrong that should not have. It was logged under ${instanceId}.`, instanceId);
}

function problem(status: number, code: string, detail: string, instanceId: string, errors?: readonly ProblemError[]): Problem {
  return {
    type: `urn:gridledger:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance: `urn:gridledger:request:${encodeURIComponent(instanceId)}`,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}

// Refusals speak of options as the command line has them; here they are parameters.
const OPTIONS: ReadonlyMap<string, string> = new Map([['as-of', 'asOf'], ['known-as-of', 'knownAsOf']]);
const asParameters = (text: string): string => text.replace(/--(as-of|known-as-of|edition|from|to)\b/g, (_, option: string) => OPTIONS.get(option) ?? option);

const errorOf = ({ code, field, value, expected, message }: RefusalReason): ProblemError => ({
  code,
  field: field === undefined ? undefined : (OPTIONS.get(field) ?? field),
  value,
  expected,
  message: asParameters(message),
});

/** Errors of the body parser and of the URL decoder; the framework may have wrapped them. */
function bodyProblem(error: unknown): { status: number; code: string; detail: string } | null {
  const inner = error instanceof HttpException && error.cause ? error.cause : error;
  const { type, status } = inner as { type?: string; status?: number };
  if (type === 'entity.too.large') return { status: 413, code: 'body-too-large', detail: 'The body is larger than this address accepts (JSON 1 MiB, CSV 8 MiB).' };
  if (type === 'entity.parse.failed') return { status: 400, code: 'malformed-json', detail: 'The body is not well-formed JSON in UTF-8.' };
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return { status: 415, code: 'unsupported-encoding', detail: 'Expected is a body in UTF-8, plain or gzip.' };
  if (type === 'request.aborted' || type === 'request.size.invalid') return { status: 400, code: 'incomplete-body', detail: 'The body ended before it was complete.' };
  if (inner instanceof URIError || (inner instanceof Error && status === 400 && inner.message.startsWith('Failed to decode param'))) {
    return { status: 400, code: 'malformed-address', detail: 'The address holds a % sequence that is no UTF-8 text.' };
  }
  return null;
}
