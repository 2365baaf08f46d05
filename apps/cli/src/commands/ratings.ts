import { Option, type Command } from 'commander';
import { VisibleReports } from '#apps/api/src/questions/visible-reports.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { NOTICE_CHANNELS } from '#credit/ratings/rating-events.js';
import { RATING_STATES } from '#credit/ratings/rating.js';
import { RATING_SORTS, RatingList, type RatingCriteria } from '#credit/ratings/rating-list.js';
import { RISK_MEASURES } from '#credit/ratings/risk-measures.js';
import { GRADES } from '#credit/rules/rule-ids.js';
import { acting, give, looked, narrowed, requireCustomer } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { ratingLine, ratingPage, ratingTable } from '../rating-texts.js';
import { listOptions, pageNote, several, stepOptions, type ListOptions, type StepOptions } from '../step-options.js';

type Fields = Record<string, unknown>;

export function register(program: Command, open: OpenApp): void {
  const ratings = program.command('ratings').description('formal ratings: issuing a grade is a decision by persons');

  purposeOption(listOptions(ratings.command('list')))
    .description('ratings with their ids and states; beside each the grade of today, which changes nothing that was issued')
    .option('--customer <no>', 'of this customer')
    .addOption(new Option('--grade <grade>', 'of this grade').choices(GRADES))
    .addOption(new Option('--state <state>', 'in this state').choices(RATING_STATES))
    .option('--overdue', 'whose objection is not answered although its day has passed')
    .addOption(new Option('--sort <field>', 'sorted by').choices(RATING_SORTS).default('id'))
    .action(async ({ customer, json, purpose: _purpose, ...criteria }: ListOptions & RatingCriteria & { customer?: string; purpose?: string }) => {
      const { rows, total } = await (await open()).get(RatingList).list({ ...criteria, ...within(customer) });
      await looked(open, rows.map((row) => row.customer_no), { ...criteria, customer });
      if (json) {
        process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        return void process.stderr.write(pageNote(rows.length, total, criteria.page ?? 1));
      }
      process.stdout.write(rows.length === 0 ? 'No ratings.\n' : ratingTable(rows) + pageNote(rows.length, total, criteria.page ?? 1));
    });

  ratings
    .command('show <id>')
    .description('one rating: what it was judged on, and every step since')
    .option('--json', 'as JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const app = await open();
        const whole = await app.get(RatingList).show(id);
        await requireCustomer(open, whole.customer_no);
        const shown = await new VisibleReports(app.get(EVENT_STORE)).judgedAsSeen(whole, acting());
        await looked(open, [shown.customer_no], { rating: id });
      process.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : ratingPage(shown));
    });

  /** One step about a rating: `fields` turns its options into the command's input. */
  const step = <Options extends StepOptions>(command: Command, name: string, fields: (subject: string, options: Options) => Fields): void => {
    stepOptions(command).action(async (subject: string, options: Options) => {
      const app = await open();
      const input = Object.fromEntries(Object.entries(fields(subject, options)).filter(([, value]) => value !== undefined));
      const result = await give(open, name, input, options);
      if (result.outcome !== 'recorded') return void process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : commandOutcome(result));
      const shown = await app.get(RatingList).show(result.stream.slice('rating-'.length));
      process.stdout.write(options.json ? `${JSON.stringify(shown, null, 2)}\n` : `${ratingLine(shown)}\n`);
    });
  };

  step(
    ratings
      .command('propose <customer>')
      .description("proposes the customer's grade as of a day, as known now")
      .option('--as-of <day>', 'the day asked about, YYYY-MM-DD (default: the day of the proposal)')
      .option('--note <text>', 'a note, without personal data'),
    'ProposeRating',
    (customer_no, { asOf, note, on }: StepOptions & { asOf?: string; note?: string }) => ({ customer_no, as_of: asOf, note, proposed_on: on }),
  );
  step(ratings.command('approve <id>').description('approves a proposed rating; another person than its proposer'), 'ApproveRating', (rating_id, { on }) => ({ rating_id, approved_on: on }));
  step(
    ratings.command('reject <id>').description('rejects a proposed rating; another person than its proposer').option('--reason <text>', 'why, without personal data'),
    'RejectRating',
    (rating_id, { on, reason }: StepOptions & { reason?: string }) => ({ rating_id, rejected_on: on, reason }),
  );
  step(
    ratings.command('withdraw <id>').description('takes back a rating that was not issued yet').option('--reason <text>', 'why, without personal data'),
    'WithdrawProposal',
    (rating_id, { on, reason }: StepOptions & { reason?: string }) => ({ rating_id, withdrawn_on: on, reason }),
  );
  step(
    ratings
      .command('issue <id>')
      .description('issues an approved rating: its grade takes effect by this step alone')
      .option('--effective-from <day>', 'from when the grade holds (default: the day of issue)')
      .option('--measure <measure>', `a risk measure, chosen by a person; may be given several times: ${RISK_MEASURES.join(', ')}`, several),
    'IssueRating',
    (rating_id, { on, effectiveFrom, measure }: StepOptions & { effectiveFrom?: string; measure?: string[] }) => ({ rating_id, issued_on: on, effective_from: effectiveFrom, measures: measure }),
  );
  step(
    ratings
      .command('notify <id>')
      .description('records that the customer was told; the term for an objection begins')
      .addOption(new Option('--channel <channel>', 'how the customer was told').choices(NOTICE_CHANNELS).makeOptionMandatory()),
    'NotifyRating',
    (rating_id, { on, channel }: StepOptions & { channel?: string }) => ({ rating_id, noticed_on: on, channel }),
  );
  step(
    ratings.command('object <id>').description("records the customer's objection, within its term").requiredOption('--statement <text>', "the customer's own words; kept encrypted"),
    'ObjectToRating',
    (rating_id, { on, statement }: StepOptions & { statement?: string }) => ({ rating_id, objected_on: on, statement }),
  );
  step(
    ratings.command('uphold <id>').description('answers an objection: the rating stands').requiredOption('--answer <text>', 'the answer to the customer; kept encrypted'),
    'UpholdRating',
    (rating_id, { on, answer }: StepOptions & { answer?: string }) => ({ rating_id, answered_on: on, answer }),
  );
  step(
    ratings
      .command('correct <id>')
      .description('proposes a rating that corrects this one; approved and issued like any other, it takes its place')
      .option('--as-of <day>', 'the day asked about (default: that of the rating to be corrected)')
      .requiredOption('--reason <text>', 'why, without personal data'),
    'CorrectRating',
    (rating_id, { on, asOf, reason }: StepOptions & { asOf?: string; reason?: string }) => ({ rating_id, as_of: asOf, proposed_on: on, reason }),
  );
}

/** Which customers' the person may see, of those asked for. */
function within(customer: string | undefined): { customerNo?: string; regions: readonly string[] | null } {
  const { customerNo, regions } = narrowed();
  return { customerNo: customerNo ?? customer, regions };
}
