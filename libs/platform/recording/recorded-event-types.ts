import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { countField, customerField, dayField, eventIdField, fenField, hashField, monthField, numberField, scoreField, sealedField, textField, truthField } from '#platform/event-store/payload-fields.js';
import type { Column, RecordKind } from './record-kind.js';
import type { RecordingRoom } from './room.js';

/** A sentence for each type of a room, for docs/events. */
export type Meanings<Type extends string = string> = Readonly<Record<Type, { readonly en: string; readonly zh: string }>>;

/** The event types that a room's declaration leads to, version 1, with the schemas of their payloads. */
export function recordedEventTypes<Type extends string>(room: RecordingRoom, meanings: Meanings<Type>, more: readonly EventType[] = []): EventType[] {
  const types = room.kinds.flatMap((kind) => [mainType(kind), ...kind.columns.flatMap((column) => laterType(kind, column))]);
  if (room.changed) types.push(changedType(room.kinds[0], room.changed));
  if (room.replaced) types.push(replacedType(room.kinds[0], room.replaced));
  types.push(type(room.enteredInError, { customer_no: customerField, voided_event: eventIdField, voided_type: textField.meta({ description: 'The type of the event that is void from now on.', examples: [room.kinds[0].event] }), document: documentNumber(room.kinds[0].number), reason: textField }));
  const named = new Set(more.map((one) => one.type));
  return [...types.filter((one) => !named.has(one.type)), ...more].map((one) => ({ ...one, room: room.name, stream: room.stream('<customer_no>'), meaning: meanings[one.type as Type] }));
}

/** The payload fields of the event that records a new record of a kind. */
export function mainFields(kind: RecordKind): Record<string, z.ZodType> {
  const fields: Record<string, z.ZodType> = { customer_no: customerField };
  for (const column of kind.columns) {
    if (column.need === 'later') continue;
    if (column.personal) Object.assign(fields, { personal: sealedField, personal_hash: hashField });
    else if (column.type.name === 'money') fields[`${column.name}_fen`] = fenField;
    else if (column.name !== 'customer_no') fields[column.name] = column.need === 'optional' ? valueOf(column).optional() : valueOf(column);
  }
  return fields;
}

function mainType(kind: RecordKind): EventType {
  const personal = kind.columns.some((column) => column.personal);
  return { ...type(kind.event, mainFields(kind)), ...(personal ? { personal: ['personal'] } : {}) };
}

function laterType(kind: RecordKind, column: Column): EventType[] {
  const number = kind.number === 'customer_no' ? {} : { [kind.number]: documentNumber(kind.number) };
  return column.event ? [type(column.event, { ...number, customer_no: customerField, [column.name]: dayField })] : [];
}

function changedType(kind: RecordKind, name: string): EventType {
  const fields: Record<string, z.ZodType> = { customer_no: customerField };
  for (const column of kind.columns) {
    if (!column.changes) continue;
    if (column.personal) Object.assign(fields, { personal: sealedField.optional(), personal_hash: hashField.optional() });
    else fields[column.name] = valueOf(column).optional();
  }
  return { ...type(name, fields), personal: ['personal'] };
}

function replacedType(kind: RecordKind, name: string): EventType {
  return type(name, { ...mainFields(kind), replaces: documentNumber(kind.number), replaced_event: eventIdField, reason: textField });
}

export function type(name: string, fields: Record<string, z.ZodType>): EventType {
  return { type: name, version: 1, schema: z.strictObject(fields) };
}

/** `bill_no` is shown as B000001. */
const documentNumber = (name: string): z.ZodType => numberField.meta({ description: 'A document number.', examples: [`${name[0].toUpperCase()}000001`] });

function valueOf(column: Column): z.ZodType {
  const { name, choices } = column.type;
  switch (name) {
    case 'day':
      return dayField;
    case 'period':
      return monthField;
    case 'boolean':
      return truthField;
    case 'count':
      return countField;
    case 'score':
      return scoreField;
    case 'choice':
      return z.enum(choices as [string, ...string[]]);
    case 'number':
      return documentNumber(column.name);
    case 'text':
    case 'money':
      return textField;
  }
}
