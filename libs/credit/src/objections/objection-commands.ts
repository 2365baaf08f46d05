import { z } from 'zod';
import type { InBothLanguages } from '#platform/recording/commands/command-description.js';
import { dayField, documentNumberField } from '#platform/recording/commands/input-schema.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import type { DeskCommand } from '#platform/recording/commands/desk-command.js';
import { NOTICE_CHANNELS } from '../ratings/rating-events.js';
import { decideAddEntryStatement } from './decisions/add-entry-statement.js';
import { decideNotifyEntry } from './decisions/notify-entry.js';
import { decideObjectToEntry } from './decisions/object-to-entry.js';
import { decideWithdrawEntryStatement } from './decisions/withdraw-entry-statement.js';
import { OBJECTION_OUTCOMES } from './entry-events.js';
import type { ObjectionDesk } from './objection-desk.js';

const stepDayField = dayField.optional().describe('The day of the step, YYYY-MM-DD; left out: today. Never ahead, never before the step it follows.');
const ownWords = z.string().min(1).max(4000).describe('Personal: kept encrypted.');
const ofEntry = {
  customer_no: documentNumberField,
  entry_id: z.string().min(1).max(300).describe("The entry's id, as the explanation of a score shows it."),
};
const asOfField = dayField.optional().describe('The day on which the entry is live; left out: the day of the step.');
const ENTRY = { customer_no: 'C1024', entry_id: 'COM-01:B2024-01' };

/** One command about entries; each has a class of its own on the CommandBus. */
function entryCommand<Fields extends z.ZodRawShape>(
  name: string,
  summary: InBothLanguages,
  fields: Fields,
  example: Record<string, unknown>,
  carryOut: DeskCommand<ObjectionDesk, z.infer<z.ZodObject<Fields>>>['carryOut'],
  personalFields: readonly string[] = [],
): DeskCommand<ObjectionDesk, z.infer<z.ZodObject<Fields>>> {
  const command = { [name]: class extends GivenCommand {} }[name];
  return { name, room: 'credit', summary, schema: z.strictObject(fields), example, command, carryOut, personalFields };
}

/** Every command about notices, objections and statements that concern a single entry. */
export const objectionCommands = [
  entryCommand(
    'NotifyEntry',
    { en: 'Records that the customer was told of an adverse entry.', zh: '记录已将不良记录告知客户。' },
    { ...ofEntry, as_of: asOfField, noticed_on: stepDayField, channel: z.enum(NOTICE_CHANNELS) },
    { ...ENTRY, channel: 'letter' },
    (desk, { customer_no, entry_id, as_of, ...input }, context) =>
      desk.step({ customerNo: customer_no, entryId: entry_id, asOf: as_of, on: input.noticed_on }, context, ({ about, acting, asOf }) => decideNotifyEntry(about, input, acting, asOf)),
  ),
  entryCommand(
    'ObjectToEntry',
    { en: "Records the customer's objection to an entry, which is disputed from then on.", zh: '记录客户对单条记录的异议，该记录自此标注为有争议。' },
    { ...ofEntry, as_of: asOfField, objected_on: stepDayField, statement: ownWords },
    { ...ENTRY, statement: 'The bill of January was paid in time.' },
    async (desk, { customer_no, entry_id, as_of, objected_on, statement }, context) => {
      const sealed = await desk.seal(customer_no, entry_id, statement, context);
      return desk.step({ customerNo: customer_no, entryId: entry_id, asOf: as_of, on: objected_on }, context, ({ about, acting, asOf, answerDays }) =>
        decideObjectToEntry(about, { objected_on, statement: sealed }, acting, asOf, answerDays),
      );
    },
    ['statement'],
  ),
  entryCommand(
    'AnswerEntryObjection',
    { en: 'Answers an objection: upheld, the entry is wrong; rejected, it stands. Another person than who took it down or gave notice.', zh: '答复对单条记录的异议：成立（记录有误）或不成立（记录维持）。' },
    {
      objection_id: z.string().min(1).max(200).describe("The objection's id, as `objections list` shows it."),
      outcome: z.enum(OBJECTION_OUTCOMES),
      answer: ownWords,
      answered_on: stepDayField,
      corrections: z.array(z.uuid()).max(100).optional().describe('Of one upheld: ids of the events that put the entry right.'),
    },
    { objection_id: 'O-C1024-0123456789abcdef-1', outcome: 'rejected', answer: 'The payment arrived nine days after the due date.' },
    (desk, { objection_id, corrections = [], ...input }, context) => desk.answer(objection_id, { ...input, corrections }, context),
    ['answer'],
  ),
  entryCommand(
    'AddEntryStatement',
    { en: "Puts the customer's own statement beside an entry, in the place of an earlier one.", zh: '在记录旁附上客户本人声明（替换先前声明）。' },
    { ...ofEntry, as_of: asOfField, added_on: stepDayField, statement: ownWords },
    { ...ENTRY, statement: 'The bank was closed for the holidays.' },
    async (desk, { customer_no, entry_id, as_of, added_on, statement }, context) => {
      const sealed = await desk.seal(customer_no, entry_id, statement, context);
      return desk.step({ customerNo: customer_no, entryId: entry_id, asOf: as_of, on: added_on }, context, ({ about, acting, asOf }) => decideAddEntryStatement(about, { added_on, statement: sealed }, acting, asOf));
    },
    ['statement'],
  ),
  entryCommand(
    'WithdrawEntryStatement',
    { en: "Takes the customer's statement away again, at the customer's wish.", zh: '按客户意愿撤回其声明。' },
    { ...ofEntry, withdrawn_on: stepDayField },
    ENTRY,
    (desk, { customer_no, entry_id, withdrawn_on }, context) =>
      desk.stepOfRecord(customer_no, entry_id, context, (before, acting) => decideWithdrawEntryStatement(before, entry_id, { withdrawn_on }, acting)),
  ),
] as const;
