import { z } from 'zod';
import type { InBothLanguages } from '#platform/recording/commands/command-description.js';
import { dayField, documentNumberField, reasonField } from '#platform/recording/commands/input-schema.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import type { DeskCommand } from '#platform/recording/commands/desk-command.js';
import { decideApproveRating } from './decisions/approve-rating.js';
import { decideNotifyRating } from './decisions/notify-rating.js';
import { decideObjectToRating } from './decisions/object-to-rating.js';
import { decideRejectRating } from './decisions/reject-rating.js';
import { decideUpholdRating } from './decisions/uphold-rating.js';
import { decideWithdrawProposal } from './decisions/withdraw-proposal.js';
import { NOTICE_CHANNELS } from './rating-events.js';
import type { RatingDesk } from './rating-desk.js';
import { RISK_MEASURES } from './risk-measures.js';

const ratingIdField = z.string().min(1).max(200).describe("A rating's id, as `ratings list` shows it.");
const stepDayField = dayField.optional().describe('The day of the step, YYYY-MM-DD; left out: today. Never ahead, never before the step it follows.');
const ownWords = z.string().min(1).max(4000).describe('Personal: kept encrypted.');
const RATING = 'R-C1024-2024-03-31-1';

/** One command about ratings; each has a class of its own on the CommandBus. */
function ratingCommand<Fields extends z.ZodRawShape>(
  name: string,
  summary: InBothLanguages,
  fields: Fields,
  example: Record<string, unknown>,
  carryOut: DeskCommand<RatingDesk, z.infer<z.ZodObject<Fields>>>['carryOut'],
  personalFields: readonly string[] = [],
): DeskCommand<RatingDesk, z.infer<z.ZodObject<Fields>>> {
  const command = { [name]: class extends GivenCommand {} }[name];
  return { name, room: 'credit', summary, schema: z.strictObject(fields), example, command, carryOut, personalFields };
}

/** Every command about formal ratings, in the order in which a rating meets them. */
export const ratingCommands = [
  ratingCommand(
    'ProposeRating',
    { en: "Proposes a customer's grade as of a day, as it is known now.", zh: '提议客户截至某日的信用等级。' },
    { customer_no: documentNumberField, as_of: dayField.optional().describe('The day asked about; left out: the day of the proposal.'), proposed_on: stepDayField, note: reasonField.optional() },
    { customer_no: 'C1024', as_of: '2024-03-31' },
    (desk, { customer_no, as_of, proposed_on, note }, context) => desk.propose({ customerNo: customer_no, asOf: as_of, proposedOn: proposed_on, note }, context),
  ),
  ratingCommand(
    'CorrectRating',
    { en: 'Proposes a rating that corrects an issued one; it takes its place when it is issued.', zh: '提议更正已发布的信用等级，更正在发布时生效。' },
    { rating_id: ratingIdField, as_of: dayField.optional().describe('Left out: the day of the rating to be corrected.'), proposed_on: stepDayField, reason: reasonField },
    { rating_id: RATING, reason: 'Bill B7 was the supplier’s fault and is exempt since.' },
    async (desk, { rating_id, as_of, proposed_on, reason }, context) =>
      desk.propose({ customerNo: (await desk.rating(rating_id)).customerNo, asOf: as_of, proposedOn: proposed_on, correcting: { id: rating_id, reason } }, context),
  ),
  ratingCommand(
    'ApproveRating',
    { en: 'Approves a proposed rating; another person than its proposer.', zh: '批准所提议的信用等级（批准人不得为提议人）。' },
    { rating_id: ratingIdField, approved_on: stepDayField },
    { rating_id: RATING },
    (desk, { rating_id, ...input }, context) => desk.step(rating_id, context, (rating, acting) => decideApproveRating(rating, input, acting)),
  ),
  ratingCommand(
    'RejectRating',
    { en: 'Rejects a proposed rating; another person than its proposer.', zh: '驳回所提议的信用等级（驳回人不得为提议人）。' },
    { rating_id: ratingIdField, rejected_on: stepDayField, reason: reasonField.optional() },
    { rating_id: RATING, reason: 'A payment of that month is not recorded yet.' },
    (desk, { rating_id, ...input }, context) => desk.step(rating_id, context, (rating, acting) => decideRejectRating(rating, input, acting)),
  ),
  ratingCommand(
    'WithdrawProposal',
    { en: 'Takes back a rating that was not issued yet.', zh: '撤回尚未发布的信用等级提议。' },
    { rating_id: ratingIdField, withdrawn_on: stepDayField, reason: reasonField.optional() },
    { rating_id: RATING },
    (desk, { rating_id, ...input }, context) => desk.step(rating_id, context, (rating, acting) => decideWithdrawProposal(rating, input, acting)),
  ),
  ratingCommand(
    'IssueRating',
    { en: 'Issues an approved rating: from now on the grade holds, with the risk measures chosen.', zh: '发布已批准的信用等级，并确定风险控制措施。' },
    {
      rating_id: ratingIdField,
      issued_on: stepDayField,
      effective_from: dayField.optional().describe('From when the grade holds, no earlier than the day of issue; left out: that day.'),
      measures: z.array(z.string().min(1).max(100)).max(20).optional().describe(`Of ${RISK_MEASURES.join(', ')}; never a security deposit, a refusal of supply or a changed tariff.`),
    },
    { rating_id: RATING, measures: ['faster_reminders'] },
    (desk, { rating_id, ...input }, context) => desk.issue(rating_id, input, context),
  ),
  ratingCommand(
    'NotifyRating',
    { en: 'Records that the customer was told the grade; the term for an objection begins.', zh: '记录已将信用等级告知客户，异议期自此起算。' },
    { rating_id: ratingIdField, noticed_on: stepDayField, channel: z.enum(NOTICE_CHANNELS) },
    { rating_id: RATING, noticed_on: '2024-04-08', channel: 'letter' },
    async (desk, { rating_id, ...input }, context) => {
      const { gradeObjectionTermDays } = await desk.procedureOn(desk.dayGiven(input.noticed_on));
      return desk.step(rating_id, context, (rating, acting) => decideNotifyRating(rating, input, acting, gradeObjectionTermDays.value));
    },
  ),
  ratingCommand(
    'ObjectToRating',
    { en: "Records the customer's objection to an issued grade.", zh: '记录客户对已发布信用等级的异议。' },
    { rating_id: ratingIdField, objected_on: stepDayField, statement: ownWords },
    { rating_id: RATING, statement: 'The bill of January was paid in time.' },
    async (desk, { rating_id, objected_on, statement }, context) => {
      const { gradeAnswerDays } = await desk.procedureOn(desk.dayGiven(objected_on));
      return desk.stepWithText(rating_id, statement, 'rating-objection', context, (rating, sealed, acting) => decideObjectToRating(rating, { objected_on, statement: sealed }, acting, gradeAnswerDays.value));
    },
    ['statement'],
  ),
  ratingCommand(
    'UpholdRating',
    { en: 'Answers an objection: the rating stands; answered by someone who neither proposed nor issued it.', zh: '答复异议：维持原信用等级（答复人不得为提议人或发布人）。' },
    { rating_id: ratingIdField, answered_on: stepDayField, answer: ownWords },
    { rating_id: RATING, answer: 'The payment of January arrived nine days after the due date.' },
    (desk, { rating_id, answered_on, answer }, context) =>
      desk.stepWithText(rating_id, answer, 'rating-answer', context, (rating, sealed, acting) => decideUpholdRating(rating, { answered_on, answer: sealed }, acting)),
    ['answer'],
  ),
  ratingCommand(
    'MarkRatingCorrected',
    { en: 'Closes a rating that another one, issued meanwhile, corrects; issuing that one does it by itself.', zh: '标记已被另一信用等级更正的等级（发布更正时自动完成）。' },
    { rating_id: ratingIdField, corrected_by: ratingIdField },
    { rating_id: RATING, corrected_by: 'R-C1024-2024-03-31-2' },
    (desk, { rating_id, corrected_by }, context) => desk.markCorrected(rating_id, corrected_by, context),
  ),
] as const;
