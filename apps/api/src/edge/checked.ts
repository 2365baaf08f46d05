import { Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { Refusal, type RefusalReason } from '#platform/deciding/refusal.js';

const LONGEST_ECHO = 100;

/** Checks what comes in against a schema; everything that does not fit is listed by field, with status 400. */
@Injectable()
export class Checked<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown): z.output<Schema> {
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new Refusal(parsed.error.issues.flatMap((issue) => reasons(issue, value)), 400);
  }
}

export const checked = <Schema extends z.ZodType>(schema: Schema): Checked<Schema> => new Checked(schema);

function reasons(issue: z.core.$ZodIssue, input: unknown): RefusalReason[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({ code: 'unknown-parameter', field: name, message: `There is no parameter '${name}' here.` }));
  }
  const field = issue.path.join('.');
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, LONGEST_ECHO) : undefined;
  return [{
    code: 'malformed-parameter',
    ...(field ? { field } : {}),
    ...(shown === undefined ? {} : { value: shown }),
    message: `${field || 'The value'}${shown === undefined ? '' : ` '${shown}'`}: ${issue.message}.`,
  }];
}
