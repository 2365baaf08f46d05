import type { ZodType } from 'zod';

/** Whether a value fits. May say no to what fits (then the schema itself is asked), never yes to what does not. */
export type PayloadCheck = (value: unknown) => boolean;

interface Definition {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Record<string, unknown> } }[];
  readonly shape?: Readonly<Record<string, ZodType>>;
  readonly catchall?: ZodType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly innerType?: ZodType;
  readonly element?: ZodType;
  readonly format?: string;
  readonly pattern?: RegExp;
}

/**
 * A quick check made from a schema: every event is checked when it is written and when it is read, and the schema's
 * own parser, which copies what it checks, took as long as half of JSON.parse. Strict objects of texts, choices, truths
 * and lists are checked here; for anything else the schema is asked. A test holds the two against each other.
 */
export function payloadCheck(schema: ZodType): PayloadCheck {
  const ask: PayloadCheck = (value) => schema.safeParse(value).success;
  const def = (schema as unknown as { def?: Definition }).def;
  if (!def) return ask;
  if (def.type === 'optional' || def.type === 'nullable') {
    const inner = payloadCheck(def.innerType!);
    const absent = def.type === 'optional' ? undefined : null;
    return (value) => value === absent || inner(value);
  }
  if (def.type === 'string') return textCheck(def) ?? ask;
  if (def.checks && def.checks.length > 0) return ask;
  if (def.type === 'boolean') return (value) => typeof value === 'boolean';
  if (def.type === 'enum') {
    const choices = new Set<unknown>(Object.values(def.entries!));
    return (value) => choices.has(value);
  }
  if (def.type === 'array') {
    const element = payloadCheck(def.element!);
    return (value) => Array.isArray(value) && value.every(element);
  }
  if (def.type === 'object' && (def.catchall as unknown as { def?: Definition } | undefined)?.def?.type === 'never') return objectCheck(def.shape!);
  return ask;
}

function objectCheck(shape: Readonly<Record<string, ZodType>>): PayloadCheck {
  const fields = new Map<string, { check: PayloadCheck; required: boolean }>();
  let needed = 0;
  for (const [name, schema] of Object.entries(shape)) {
    const required = !schema.safeParse(undefined).success;
    if (required) needed++;
    fields.set(name, { check: payloadCheck(schema), required });
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    let found = 0;
    for (const name in value) {
      const field = fields.get(name);
      if (!field || !field.check((value as Record<string, unknown>)[name])) return false;
      if (field.required) found++;
    }
    return found === needed;
  };
}

/** Null for a text with a rule that is not known here. */
function textCheck(def: Definition): PayloadCheck | null {
  const patterns = def.pattern ? [def.pattern] : [];
  let least = 0;
  let most = Infinity;
  if (def.format && (def.format !== 'uuid' || !def.pattern)) return null;
  for (const { _zod } of def.checks ?? []) {
    const { check, minimum, maximum, pattern } = _zod.def as { check: string; minimum?: number; maximum?: number; pattern?: RegExp };
    if (check === 'min_length') least = Math.max(least, minimum!);
    else if (check === 'max_length') most = Math.min(most, maximum!);
    else if (check === 'string_format' && pattern) patterns.push(pattern);
    else return null;
  }
  if (patterns.some(({ global, sticky }) => global || sticky)) return null;
  // Almost all texts have either a length or one pattern.
  const [pattern] = patterns;
  if (patterns.length === 1 && least === 0 && most === Infinity) return (value) => typeof value === 'string' && pattern.test(value);
  if (patterns.length === 0) return (value) => typeof value === 'string' && value.length >= least && value.length <= most;
  return (value) => typeof value === 'string' && value.length >= least && value.length <= most && patterns.every((one) => one.test(value));
}
