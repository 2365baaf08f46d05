import { z } from 'zod';
import { LONGEST_NUMBER, LONGEST_TEXT, MOST_PERSONS } from '../column-type.js';
import type { Column, RecordKind } from '../record-kind.js';

/** The schema of a column as a field of a command. Finer rules (a day that exists, the order of days) are checked when its row is read. */
export function fieldSchema(column: Column): z.ZodType {
  const schema = ofType(column);
  return column.need === 'required' ? schema : schema.nullable().optional();
}

/** All columns of a kind as the fields of a command. */
export function fieldsOf(kind: RecordKind): Record<string, z.ZodType> {
  return Object.fromEntries(kind.columns.map((column) => [column.name, fieldSchema(column)]));
}

export const documentNumberField = z.string().min(1).max(LONGEST_NUMBER);
export const reasonField = z.string().min(1).max(LONGEST_TEXT).describe('Why, in a sentence; no personal data.');
export const dayField = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected is a day YYYY-MM-DD').describe('A day YYYY-MM-DD.');

function ofType(column: Column): z.ZodType {
  const { type } = column;
  switch (type.name) {
    case 'number':
      return documentNumberField;
    case 'text':
      return z.string().min(1).max(LONGEST_TEXT).describe(column.personal ? 'Personal: kept encrypted.' : 'Text.');
    case 'day':
      return column.notBefore ? dayField.describe(`A day YYYY-MM-DD, no earlier than ${column.notBefore}.`) : dayField;
    case 'period':
      return z.string().regex(/^\d{4}-\d{2}$/).describe('A month YYYY-MM.');
    case 'money':
      return z
        .union([z.string().regex(/^\d{1,14}(\.\d{1,2})?$/), z.number().positive()])
        .describe('Yuan, above zero, at most two decimals; a text such as "12.50", or a number.');
    case 'boolean':
      return z.boolean().describe('Left out: false.');
    case 'count':
      return z.int().min(1).max(MOST_PERSONS).describe('Left out: 1.');
    case 'score':
      return z.union([z.string().regex(/^\d(\.\d{1,2})?$/), z.number().min(0).max(5)]).describe('0 to 5 in halves.');
    case 'choice':
      return z.enum(type.choices as [string, ...string[]]);
  }
}
