import { z } from 'zod';
import type { Json, JsonObject } from '#platform/kernel/canonical-json.js';
import type { EventType } from './event-types.js';

/** JSON Schema as far as payloads use it. */
export interface PayloadSchema {
  readonly type?: string;
  readonly description?: string;
  readonly examples?: readonly Json[];
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly PayloadSchema[];
  readonly items?: PayloadSchema;
  readonly properties?: Readonly<Record<string, PayloadSchema>>;
  readonly required?: readonly string[];
  readonly minItems?: number;
  readonly minimum?: number;
}

/** The JSON Schema of a type's payload. */
export function payloadSchema({ schema }: Pick<EventType, 'schema'>): PayloadSchema {
  return z.toJSONSchema(schema, { unrepresentable: 'any' }) as PayloadSchema;
}

/** A payload that fits a type, with every field it may have, made of its schema's examples. */
export function examplePayload(type: Pick<EventType, 'schema'>): JsonObject {
  return example(payloadSchema(type)) as JsonObject;
}

function example({ type, examples, const: only, enum: choices, anyOf, items, properties, minimum }: PayloadSchema): Json {
  if (examples && examples.length > 0) return examples[0];
  if (only !== undefined) return only;
  if (choices) return choices[0];
  if (anyOf) return example(anyOf[0]);
  if (properties) return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, example(property)]));
  if (type === 'array') return items ? [example(items)] : [];
  if (type === 'integer' || type === 'number') return Math.max(1, minimum ?? 1);
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  return type === 'null' ? null : '…';
}
