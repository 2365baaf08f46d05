import { z } from 'zod';
import { parseDay } from '#platform/kernel/day.js';

// The fields that payloads are made of, each with its meaning and an example for docs/events. A schema made of them is
// checked quickly (payload-check.ts): a rule that is a pattern is, one that is a function is not.

const DAY = 'A day YYYY-MM-DD, local to the supplier.';

export const textField = z.string().min(1).meta({ description: 'A text.', examples: ['…'] });
export const numberField = z.string().min(1).meta({ description: 'A document number.', examples: ['D000001'] });
export const customerField = z.string().min(1).meta({ description: 'The customer’s number.', examples: ['C000001'] });
export const dayField = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).meta({ description: DAY, examples: ['2024-03-15'] });
/** A day that is also looked up in the calendar, where no column has done so. */
export const realDayField = z.string().refine((text) => parseDay(text) !== null, 'expected is a day YYYY-MM-DD').meta({ description: DAY, examples: ['2024-03-15'] });
export const monthField = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).meta({ description: 'A month YYYY-MM.', examples: ['2024-02'] });
export const fenField = z.string().regex(/^[1-9]\d*$/).meta({ description: 'Whole fen (1/100 yuan), as a decimal text.', examples: ['68950'] });
export const scoreField = z.string().regex(/^([0-4](\.5)?|5)$/).meta({ description: 'A score from 0 to 5 in halves, as a decimal text.', examples: ['3.5'] });
export const truthField = z.boolean().meta({ description: 'true or false.', examples: [false] });
export const countField = z.int().min(1).meta({ description: 'A whole number from 1.', examples: [1] });
export const eventIdField = z.uuid().meta({ description: 'The id of an event.', examples: ['0b8d5f3e-6f0c-4b3a-9b0e-2a5d1c7e4f10'] });
export const sealedField = z.string().min(1).meta({ description: 'Personal data, encrypted under a key of the person’s own.', examples: ['c2VhbGVk'] });
export const hashField = z.string().min(1).meta({ description: 'A keyed hash of the same, to see whether something changed.', examples: ['4f1c.9a2b.'] });
