import type { ZodType } from 'zod';
import { definitionOf, isStrictObject, textRules, type PayloadDefinition } from './payload-definition.js';

/** Whether a value fits. May say no to what fits (then the schema itself is asked), never yes to what does not. */
export type PayloadCheck = (value: unknown) => boolean;

/**
 * A quick check made from a schema: every event is checked when it is written and when it is read, and the schema's
 * own parser, which copies what it checks, took as long as half of JSON.parse. Strict objects of texts, choices, truths
 * and lists are checked here; for anything else the schema is asked. A test holds the two against each other.
 */
export function payloadCheck(schema: ZodType): PayloadCheck {
  const ask: PayloadCheck = (value) => schema.safeParse(value).success;
  const def = definitionOf(schema);
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
  if (isStrictObject(def)) return objectCheck(def.shape!);
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
function textCheck(def: PayloadDefinition): PayloadCheck | null {
  const rules = textRules(def);
  if (!rules) return null;
  const { least, most, patterns } = rules;
  // Almost all texts have either a length or one pattern.
  const [pattern] = patterns;
  if (patterns.length === 1 && least === 0 && most === Infinity) return (value) => typeof value === 'string' && pattern.test(value);
  if (patterns.length === 0) return (value) => typeof value === 'string' && value.length >= least && value.length <= most;
  return (value) => typeof value === 'string' && value.length >= least && value.length <= most && patterns.every((one) => one.test(value));
}
