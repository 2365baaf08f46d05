import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

type Refused = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 503 | 504;

/** What the OpenAPI document says of a route, said once beside its handler. */
export interface Description {
  /** Stable operation id. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Names of path parameters with what they are. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly body?: { readonly type: 'application/json' | 'text/csv' | 'application/x-www-form-urlencoded'; readonly schema: z.ZodType; readonly description: string };
  /** A schema answered as JSON, or the name of another media type. */
  readonly answer: z.ZodType | { readonly type: string; readonly description: string };
  readonly answerStatus?: number;
  /** Another status that brings the same answer, with what it means. */
  readonly alsoAnswers?: Readonly<Record<number, string>>;
  /** Refusals beyond those that any route may give (401, 403, 421, 429, 500). */
  readonly refuses?: readonly Refused[];
}

const MEANING: Readonly<Record<number, string>> = {
  400: 'Malformed: an impossible day, an unknown parameter, a body that is not JSON. Each problem is listed in errors.',
  401: 'No token, or one that is not taken: forged, expired, meant for somebody else.',
  403: 'Not allowed: a page of another site, a person who may not do this, or a purpose that is missing.',
  404: 'Unknown, or out of the reach of whoever asks: the customer, the entry, the edition, or anything as of that day.',
  409: 'In conflict with what is recorded: a number reused with other content, or somebody was faster.',
  413: 'The body is too large.',
  415: 'The body has another media type than the one expected.',
  421: 'The Host header names something other than the loopback address.',
  422: 'A rule refuses it. Each problem is listed in errors.',
  429: 'Too many requests at one time.',
  500: 'Unexpected; logged under the id in instance.',
  503: 'The service cannot answer now, or not in the time allowed.',
  504: 'What consistency asks for was not in the read models in time.',
};

/** Documents a route: parameters, body, answer and every problem it may answer with. */
export function Documented(of: Description): MethodDecorator {
  const answer = of.answer instanceof z.ZodType ? { 'application/json': { schema: schemaOf(of.answer, 'output') } } : { [of.answer.type]: { schema: { type: 'string' as const } } };
  const described = of.answer instanceof z.ZodType ? (of.answer.description ?? 'The answer.') : of.answer.description;
  const refusals = [...new Set([...(of.query || of.params || of.body ? ([400] as const) : []), ...(of.refuses ?? []), ...(of.query && 'consistency' in of.query.shape ? ([503, 504] as const) : []), ...(of.body ? ([413, 415] as const) : []), 401, 403, 421, 429, 500])].sort();
  return applyDecorators(
    ApiOperation({ operationId: of.id, summary: of.summary, description: of.description }),
    ApiHeader({ name: 'X-Correlation-Id', required: false, description: 'Comes back with the answer and stands in the events written; made up if left out.', schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$' } }),
    ApiHeader({ name: 'X-Purpose', required: false, description: 'What the question is for; kept with the record of it. Some questions are refused without. At most 300 characters, percent-encoded UTF-8 where it is not ASCII.', schema: { type: 'string' } }),
    ...Object.entries(of.params ?? {}).map(([name, description]) => ApiParam({ name, description, schema: { type: 'string' } })),
    ...(of.query ? queryOf(of.query) : []),
    ...(of.body ? [ApiBody({ required: true, description: of.body.description, ...({ content: { [of.body.type]: { schema: schemaOf(of.body.schema, 'input') } } } as object) })] : []),
    ApiResponse({ status: of.answerStatus ?? 200, description: described, content: answer as never }),
    ...Object.entries(of.alsoAnswers ?? {}).map(([status, description]) => ApiResponse({ status: Number(status), description, content: answer as never })),
    ...refusals.map((status) => ApiResponse({ status, description: MEANING[status], content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })),
  );
}

function queryOf(schema: z.ZodObject): ReturnType<typeof ApiQuery>[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, { description?: string }>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...one }]) => ApiQuery({ name, description, required: required.includes(name), schema: one as never }));
}

/** JSON Schema of a zod schema, as OpenAPI 3.1 takes it. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Record<string, unknown>;
  return rest;
}
