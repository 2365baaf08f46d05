import { Option, type Command } from 'commander';
import { refuse } from '#platform/deciding/refusal.js';
import { INVITED_CHANNELS } from '#satisfaction/inviting/invitation-events.js';
import { INVITATION_STATES, InvitationList, type InvitationCriteria } from '#satisfaction/inviting/invitation-list.js';
import { SurveyMessages } from '#satisfaction/outbox/survey-messages.js';
import { SurveyAnswers } from '#satisfaction/submitting/survey-answers.js';
import { give, looked, narrowed, requireCustomer, type ActingOptions } from '../acting.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { readBytes } from '../read-json.js';
import { listOptions, pageNote, type ListOptions } from '../step-options.js';
import { surveyGroup } from '../survey-group.js';
import { table } from '../table.js';

export function register(program: Command, open: OpenApp): void {
  const survey = surveyGroup(program);

  survey
    .command('invite <customer>')
    .description('asks a customer: at the hotline, on a visit, by a link; nobody more often than the limit says')
    .addOption(new Option('--channel <channel>', 'how the customer is asked').choices(INVITED_CHANNELS).makeOptionMandatory())
    .option('--questionnaire <id>', 'which one (default: the one asked at payment)')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--dry-run', 'show the event that would be written')
    .option('--json', 'as JSON')
    .action(async (customer_no: string, { channel, questionnaire, ...options }: ActingOptions & { channel: string; questionnaire?: string; json?: boolean }) => {
      const result = await give(open, 'InviteToSurvey', { customer_no, channel, ...(questionnaire === undefined ? {} : { questionnaire }) }, options);
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : commandOutcome(result));
    });

  listOptions(survey.command('invitations'), false)
    .description('who was asked, who answered, who got a coupon; never what was answered')
    .option('--customer <no>', 'of this customer')
    .option('--wave <id>', 'of this wave')
    .addOption(new Option('--channel <channel>', 'asked in this way').choices(INVITED_CHANNELS))
    .addOption(new Option('--state <state>', 'in this state').choices(INVITATION_STATES))
    .action(async ({ customer, wave, channel, state, page, pageSize, json }: ListOptions & { customer?: string; wave?: string; channel?: string; state?: InvitationCriteria['state'] }) => {
      const { rows, total } = await (await open()).get(InvitationList).list({ customerNo: customer, wave, channel, state, regions: narrowed().regions, page, pageSize });
      await looked(open, rows.map(({ customer_no }) => customer_no), { customer, wave, channel, state });
      if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      else if (rows.length === 0) process.stdout.write('No invitations.\n');
      else process.stdout.write(table(['invitation', 'customer', 'channel', 'state', 'issued', 'good through', 'answered', 'coupon'], rows.map((row) => [row.invitation, row.customer_no, row.channel, row.state, row.issued_on, row.expires_on, row.redeemed_on ?? '', row.coupon ?? ''])));
      process[json ? 'stderr' : 'stdout'].write(pageNote(rows.length, total, page ?? 1));
    });

  survey
    .command('answer <customer> <invitation> <file>')
    .description('enters answers given at the hotline or on a visit: a JSON file {"d1_1": 8, …}; kept apart from the customer like all others')
    .action(async (customer: string, invitation: string, file: string) => {
      await requireCustomer(open, customer);
      await (await open()).get(SurveyAnswers).submitFor(customer, invitation, answersIn(file));
      process.stdout.write('The answers have arrived. The coupon follows by itself.\n');
    });

  const messages = survey.command('messages').description('links and coupons that the gateway of the operator sends');
  messages
    .command('take')
    .description('what is to be sent, as JSON, with links and phone numbers; it comes again after a quarter of an hour unless it is said to be sent')
    .option('--most <n>', 'at most so many', (text) => Math.min(Math.max(Number(text) || 1, 1), 1000), 100)
    .action(async ({ most }: { most: number }) => {
      const taken = await (await open()).get(SurveyMessages).take(most);
      await looked(open, taken.map(({ customer_no }) => customer_no), { most });
      process.stdout.write(`${JSON.stringify(taken, null, 2)}\n`);
    });
  messages
    .command('sent <message...>')
    .description('says which messages were sent; their tokens are wiped')
    .action(async (sent: string[]) => {
      process.stdout.write(`${await (await open()).get(SurveyMessages).sent(sent)} of ${sent.length} still waited and are gone now.\n`);
    });
}

/** The answers in a file. Refuses one that cannot be read (400), and what is no JSON object. */
function answersIn(file: string): Record<string, unknown> {
  const text = readBytes(file).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, without what stands in the file.
  }
  throw refuse('no-json', `${file} holds no JSON object of answers, such as {"d1_1": 8, "overall": 9}.`);
}
