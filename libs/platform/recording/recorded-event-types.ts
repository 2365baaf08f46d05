import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import type { Column, RecordKind } from './record-kind.js';
import type { RecordingRoom } from './room.js';

const number = z.string().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const fen = z.string().regex(/^[1-9]\d*$/);
const text = z.string().min(1);

/** The event types that a room's declaration leads to, version 1, with the schemas of their payloads. */
export function recordedEventTypes(room: RecordingRoom, more: readonly EventType[] = []): EventType[] {
  const types = room.kinds.flatMap((kind) => [mainType(kind), ...kind.columns.flatMap((column) => laterType(kind, column))]);
  if (room.changed) types.push(changedType(room.kinds[0], room.changed));
  if (room.replaced) types.push(replacedType(room.kinds[0], room.replaced));
  types.push(type(room.enteredInError, { customer_no: number, voided_event: z.uuid(), voided_type: text, document: number, reason: text }));
  const named = new Set(more.map((one) => one.type));
  return [...types.filter((one) => !named.has(one.type)), ...more];
}

/** The payload fields of the event that records a new record of a kind. */
export function mainFields(kind: RecordKind): Record<string, z.ZodType> {
  const fields: Record<string, z.ZodType> = { customer_no: number };
  for (const column of kind.columns) {
    if (column.need === 'later') continue;
    if (column.personal) Object.assign(fields, { personal: text, personal_hash: text });
    else if (column.type.name === 'money') fields[`${column.name}_fen`] = fen;
    else fields[column.name] = column.need === 'optional' ? valueOf(column).optional() : valueOf(column);
  }
  return fields;
}

function mainType(kind: RecordKind): EventType {
  const personal = kind.columns.some((column) => column.personal);
  return { ...type(kind.event, mainFields(kind)), ...(personal ? { personal: ['personal'] } : {}) };
}

function laterType(kind: RecordKind, column: Column): EventType[] {
  return column.event ? [type(column.event, { [kind.number]: number, customer_no: number, [column.name]: day })] : [];
}

function changedType(kind: RecordKind, name: string): EventType {
  const fields: Record<string, z.ZodType> = { customer_no: number };
  for (const column of kind.columns) {
    if (!column.changes) continue;
    if (column.personal) Object.assign(fields, { personal: text.optional(), personal_hash: text.optional() });
    else fields[column.name] = valueOf(column).optional();
  }
  return { ...type(name, fields), personal: ['personal'] };
}

function replacedType(kind: RecordKind, name: string): EventType {
  return type(name, { ...mainFields(kind), replaces: number, replaced_event: z.uuid(), reason: text });
}

export function type(name: string, fields: Record<string, z.ZodType>): EventType {
  return { type: name, version: 1, schema: z.strictObject(fields) };
}

function valueOf({ type: { name, choices } }: Column): z.ZodType {
  if (name === 'day') return day;
  if (name === 'boolean') return z.boolean();
  if (name === 'count') return z.int().min(1);
  return name === 'choice' ? z.enum(choices as [string, ...string[]]) : text;
}
