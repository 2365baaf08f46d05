import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { parseDay } from '#platform/kernel/day.js';
import { NOTICE_CHANNELS } from '../ratings/rating-events.js';
import { judgedEntrySchema } from '../ratings/rating-event-types.js';
import { OBJECTION_OUTCOMES, type EntryEvent } from './entry-events.js';

const day = z.string().refine((text) => parseDay(text) !== null, 'expected is a day YYYY-MM-DD');
const text = z.string().min(1);
const ofEntry = { customer_no: text, entry_id: text };
const seen = { as_of: day, known_as_of: text, position: z.string().regex(/^\d+$/), entry: judgedEntrySchema };

const SCHEMAS: { readonly [Type in EntryEvent['type']]: Record<string, z.ZodType> } = {
  EntryNoticed: { ...seen, noticed_on: day, noticed_by: text, channel: z.enum(NOTICE_CHANNELS) },
  EntryObjectedTo: { ...seen, objection_id: text, objected_on: day, taken_by: text, statement: text, answer_days: z.int().min(1), answer_due_on: day },
  EntryObjectionAnswered: { objection_id: text, outcome: z.enum(OBJECTION_OUTCOMES), answered_on: day, answered_by: text, answer: text, corrections: z.array(z.uuid()) },
  EntryStatementAdded: { ...seen, added_on: day, taken_by: text, statement: text },
  EntryStatementWithdrawn: { withdrawn_on: day, taken_by: text },
};

const PERSONAL: { readonly [Type in EntryEvent['type']]?: readonly string[] } = {
  EntryObjectedTo: ['statement'],
  EntryObjectionAnswered: ['answer'],
  EntryStatementAdded: ['statement'],
};

/** To be registered before anything about an entry is recorded. */
export const entryEventTypes: readonly EventType[] = Object.entries(SCHEMAS).map(([type, fields]) => ({
  type,
  version: 1,
  schema: z.strictObject({ ...ofEntry, ...fields }),
  personal: PERSONAL[type as EntryEvent['type']],
}));
