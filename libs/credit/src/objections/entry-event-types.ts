import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { customerField, eventIdField, realDayField as day, sealedField, textField as text } from '#platform/event-store/payload-fields.js';
import { NOTICE_CHANNELS } from '../ratings/rating-events.js';
import { judgedEntrySchema } from '../ratings/rating-event-types.js';
import { OBJECTION_OUTCOMES, type EntryEvent } from './entry-events.js';

const ofEntry = { customer_no: customerField, entry_id: text.meta({ description: 'The id of the entry, as explain shows it.', examples: ['COM-01:D000001'] }) };
const position = z.string().regex(/^\d+$/).meta({ description: 'A position of the log, as a decimal text.', examples: ['4711'] });
const seen = { as_of: day, known_as_of: text, position, entry: judgedEntrySchema };

const SCHEMAS: { readonly [Type in EntryEvent['type']]: Record<string, z.ZodType> } = {
  EntryNoticed: { ...seen, noticed_on: day, noticed_by: text, channel: z.enum(NOTICE_CHANNELS) },
  EntryObjectedTo: { ...seen, objection_id: text, objected_on: day, taken_by: text, statement: sealedField, answer_days: z.int().min(1), answer_due_on: day },
  EntryObjectionAnswered: { objection_id: text, outcome: z.enum(OBJECTION_OUTCOMES), answered_on: day, answered_by: text, answer: sealedField, corrections: z.array(eventIdField) },
  EntryStatementAdded: { ...seen, added_on: day, taken_by: text, statement: sealedField },
  EntryStatementWithdrawn: { withdrawn_on: day, taken_by: text },
};

const PERSONAL: { readonly [Type in EntryEvent['type']]?: readonly string[] } = {
  EntryObjectedTo: ['statement'],
  EntryObjectionAnswered: ['answer'],
  EntryStatementAdded: ['statement'],
};

const MEANINGS: { readonly [Type in EntryEvent['type']]: { en: string; zh: string } } = {
  EntryNoticed: { en: 'The customer was told of an adverse entry.', zh: '已将不良记录告知客户。' },
  EntryObjectedTo: { en: 'The customer objected to an entry, which is disputed from then on; the words are encrypted.', zh: '客户对单条记录提出异议，该记录自此有争议；原文加密保存。' },
  EntryObjectionAnswered: { en: 'An objection was answered: upheld, the entry is wrong; rejected, it stands.', zh: '异议已答复：成立（记录有误）或不成立（记录维持）。' },
  EntryStatementAdded: { en: 'The customer’s own statement was put beside an entry, encrypted, in the place of an earlier one.', zh: '在记录旁附上客户本人声明（加密，替换先前声明）。' },
  EntryStatementWithdrawn: { en: 'The customer’s statement was taken away again.', zh: '客户声明已撤回。' },
};

/** To be registered before anything about an entry is recorded. */
export const entryEventTypes: readonly EventType[] = Object.entries(SCHEMAS).map(([type, fields]) => ({
  type,
  version: 1,
  room: 'credit',
  stream: 'entry-<customer_no>-<16 hex digits of the entry>',
  meaning: MEANINGS[type as EntryEvent['type']],
  schema: z.strictObject({ ...ofEntry, ...fields }),
  personal: PERSONAL[type as EntryEvent['type']],
}));
