import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { customerField, realDayField as day, sealedField, textField as text } from '#platform/event-store/payload-fields.js';
import { CATEGORY_CODES, GRADES, RULE_IDS } from '../rules/rule-ids.js';
import { NOTICE_CHANNELS, ratingStream, type RatingEvent } from './rating-events.js';
import { RISK_MEASURES } from './risk-measures.js';

const points = z.string().regex(/^-?\d+\.\d{2}$/).meta({ description: 'Points with two decimals.', examples: ['-10.00'] });
const position = z.string().regex(/^\d+$/).meta({ description: 'A position of the log, as a decimal text.', examples: ['4711'] });
const rule = z.enum(RULE_IDS);
const named = { rating_id: text.meta({ description: 'The id of the rating.', examples: ['R-C000001-2024-03-15-1'] }), customer_no: customerField };

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
  total_exact: z.string().regex(/^-?\d+\/\d+$/).meta({ description: 'The same exactly, as a fraction.', examples: ['90/1'] }),
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
  RatingObjectedTo: { objected_on: day, statement: sealedField, answer_days: z.int().min(1), answer_due_on: day },
  RatingUpheld: { answered_on: day, answered_by: text, answer: sealedField },
  RatingCorrected: { corrected_on: day, corrected_by: text },
};

const PERSONAL: { readonly [Type in RatingEvent['type']]?: readonly string[] } = { RatingObjectedTo: ['statement'], RatingUpheld: ['answer'] };

const MEANINGS: { readonly [Type in RatingEvent['type']]: { en: string; zh: string } } = {
  RatingProposed: { en: 'A grade was proposed for a customer, with the score it rests on.', zh: '提议客户信用等级，并附所依据的评分。' },
  RatingApproved: { en: 'A proposed rating was approved, by another person than its proposer.', zh: '信用等级提议获批准（批准人非提议人）。' },
  RatingRejected: { en: 'A proposed rating was rejected.', zh: '信用等级提议被驳回。' },
  RatingProposalWithdrawn: { en: 'A rating that was not issued yet was taken back.', zh: '撤回尚未发布的信用等级提议。' },
  RatingIssued: { en: 'A rating was issued: from its day on the grade holds, until another is issued.', zh: '信用等级发布：自生效日起有效，直至发布新的等级。' },
  RatingNoticed: { en: 'The customer was told the grade; the term for an objection began.', zh: '已将信用等级告知客户，异议期起算。' },
  RatingObjectedTo: { en: 'The customer objected to an issued grade; the words are encrypted.', zh: '客户对信用等级提出异议；原文加密保存。' },
  RatingUpheld: { en: 'An objection was answered: the rating stands.', zh: '异议已答复：维持原信用等级。' },
  RatingCorrected: { en: 'A rating was replaced by another, which names it in turn.', zh: '信用等级已被更正后的等级取代。' },
};

/** To be registered before a rating is recorded. */
export const ratingEventTypes: readonly EventType[] = Object.entries(SCHEMAS).map(([type, fields]) => ({
  type,
  version: 1,
  room: 'credit',
  stream: ratingStream('<rating_id>'),
  meaning: MEANINGS[type as RatingEvent['type']],
  schema: z.strictObject({ ...named, ...fields }),
  personal: PERSONAL[type as RatingEvent['type']],
}));
