import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { parseDay } from '#platform/kernel/day.js';
import { CATEGORY_CODES, GRADES, RULE_IDS } from '../rules/rule-ids.js';
import { NOTICE_CHANNELS, type RatingEvent } from './rating-events.js';
import { RISK_MEASURES } from './risk-measures.js';

const day = z.string().refine((text) => parseDay(text) !== null, 'expected is a day YYYY-MM-DD');
const points = z.string().regex(/^-?\d+\.\d{2}$/);
const text = z.string().min(1);
const position = z.string().regex(/^\d+$/);
const rule = z.enum(RULE_IDS);
const named = { rating_id: text, customer_no: text };

/** An entry as it stands in events of this room. */
export const judgedEntrySchema = z.strictObject({
  id: text,
  rule,
  category: z.enum(CATEGORY_CODES),
  points,
  effective: points,
  since: day,
  until: day.nullable(),
  edition: text,
  facts: z.array(text).min(1),
});

const judged = z.strictObject({
  customer_class: z.enum(['power', 'lighting']),
  edition: text,
  known_as_of: text,
  position,
  total: points,
  total_exact: z.string().regex(/^-?\d+\/\d+$/),
  grade: z.enum(GRADES),
  veto: z.array(z.enum(CATEGORY_CODES)),
  provisional: z.boolean(),
  categories: z.array(z.strictObject({ code: z.enum(CATEGORY_CODES), full: points, value: points, deductions: points, rewards: points, capped: points })),
  entries: z.array(judgedEntrySchema),
  superseded: z.array(z.strictObject({ rule, points, entry: text, by: rule })),
});

const SCHEMAS: { readonly [Type in RatingEvent['type']]: Record<string, z.ZodType> } = {
  RatingProposed: { as_of: day, proposed_on: day, proposed_by: text, note: text.optional(), corrects: text.optional(), reason: text.optional(), judged },
  RatingApproved: { approved_on: day, approved_by: text },
  RatingRejected: { rejected_on: day, rejected_by: text, reason: text.optional(), corrects: text.optional() },
  RatingProposalWithdrawn: { withdrawn_on: day, withdrawn_by: text, reason: text.optional(), corrects: text.optional() },
  RatingIssued: { issued_on: day, issued_by: text, effective_from: day, grade: z.enum(GRADES), measures: z.array(z.enum(RISK_MEASURES)), corrects: text.optional() },
  RatingNoticed: { noticed_on: day, channel: z.enum(NOTICE_CHANNELS), term_days: z.int().min(1), objection_until: day },
  RatingObjectedTo: { objected_on: day, statement: text, answer_days: z.int().min(1), answer_due_on: day },
  RatingUpheld: { answered_on: day, answered_by: text, answer: text },
  RatingCorrected: { corrected_on: day, corrected_by: text },
};

const PERSONAL: { readonly [Type in RatingEvent['type']]?: readonly string[] } = { RatingObjectedTo: ['statement'], RatingUpheld: ['answer'] };

/** To be registered before a rating is recorded. */
export const ratingEventTypes: readonly EventType[] = Object.entries(SCHEMAS).map(([type, fields]) => ({
  type,
  version: 1,
  schema: z.strictObject({ ...named, ...fields }),
  personal: PERSONAL[type as RatingEvent['type']],
}));
