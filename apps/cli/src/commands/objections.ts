import { Option, type Command } from 'commander';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { OBJECTION_OUTCOMES } from '#credit/objections/entry-events.js';
import { OBJECTION_SORTS, ObjectionList, type ListedObjection, type ObjectionCriteria } from '#credit/objections/objection-list.js';
import { NOTICE_CHANNELS } from '#credit/ratings/rating-events.js';
import { give as giveCommand, looked, narrowed } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { listOptions, pageNote, several, stepOptions, type ListOptions, type StepOptions } from '../step-options.js';
import { table } from '../table.js';

type Fields = Record<string, unknown>;

export function register(program: Command, open: OpenApp): void {
  const objections = program.command('objections').description('notices, objections and statements about single entries of a score');

  purposeOption(listOptions(objections.command('list')))
    .description('objections with their ids, and when their answers are due')
    .option('--customer <no>', 'of this customer')
    .addOption(new Option('--state <state>', 'in this state').choices(['open', 'upheld', 'rejected']))
    .option('--overdue', 'not answered although their day has passed')
    .addOption(new Option('--sort <field>', 'sorted by').choices(OBJECTION_SORTS).default('answer_due_on'))
    .action(async ({ customer, json, purpose: _purpose, ...criteria }: ListOptions & ObjectionCriteria & { customer?: string; purpose?: string }) => {
      const { rows, total } = await (await open()).get(ObjectionList).list({ ...criteria, ...within(customer) });
      await looked(open, rows.map((row) => row.customer_no), { ...criteria, customer });
      if (json) {
        process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        return void process.stderr.write(pageNote(rows.length, total, criteria.page ?? 1));
      }
      process.stdout.write(rows.length === 0 ? 'No objections.\n' : objectionTable(rows) + pageNote(rows.length, total, criteria.page ?? 1));
    });

  const give = async (name: string, fields: Fields, options: StepOptions): Promise<void> => {
    const app = await open();
    const input = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const result = await giveCommand(open, name, input, options);
    if (result.outcome === 'recorded') await app.get(CreditReader).caughtUp();
    if (options.json) return void process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(commandOutcome(result));
    if (result.outcome !== 'recorded' || name !== 'ObjectToEntry') return;
    const { rows } = await app.get(ObjectionList).list({ customerNo: String(input.customer_no), state: 'open', pageSize: 1000 });
    const opened = rows.find(({ entry_id }) => entry_id === input.entry_id);
    if (opened) process.stdout.write(`Objection ${opened.id}: to be answered by ${opened.answer_due_on}.\n`);
  };

  const ofEntry = (command: Command): Command => stepOptions(command.option('--as-of <day>', 'the day on which the entry is live (default: the day of the step)'));

  ofEntry(objections.command('notify <customer> <entry>'))
    .description('records that the customer was told of an adverse entry')
    .addOption(new Option('--channel <channel>', 'how the customer was told').choices(NOTICE_CHANNELS).makeOptionMandatory())
    .action((customer_no: string, entry_id: string, options: StepOptions & { asOf?: string; channel?: string }) =>
      give('NotifyEntry', { customer_no, entry_id, as_of: options.asOf, noticed_on: options.on, channel: options.channel }, options),
    );

  ofEntry(objections.command('object <customer> <entry>'))
    .description("records the customer's objection to an entry; it is disputed from that day until it is answered")
    .requiredOption('--statement <text>', "the customer's own words; kept encrypted, and shown beside the entry")
    .action((customer_no: string, entry_id: string, options: StepOptions & { asOf?: string; statement?: string }) =>
      give('ObjectToEntry', { customer_no, entry_id, as_of: options.asOf, objected_on: options.on, statement: options.statement }, options),
    );

  stepOptions(objections.command('answer <id>'))
    .description('answers an objection; another person than who took it down or gave notice of the entry')
    .addOption(new Option('--outcome <outcome>', 'upheld: the objection is right and the entry is wrong; rejected: the entry stands').choices(OBJECTION_OUTCOMES).makeOptionMandatory())
    .requiredOption('--answer <text>', 'the answer to the customer; kept encrypted')
    .option('--correction <event>', 'id of an event that puts the entry right; may be given several times', several)
    .action((objection_id: string, options: StepOptions & { outcome?: string; answer?: string; correction?: string[] }) =>
      give('AnswerEntryObjection', { objection_id, outcome: options.outcome, answer: options.answer, answered_on: options.on, corrections: options.correction }, options),
    );

  ofEntry(objections.command('statement <customer> <entry>'))
    .description("puts the customer's own statement beside an entry, or takes it away")
    .option('--text <text>', "the customer's own words; kept encrypted")
    .option('--withdraw', 'take the statement away')
    .action((customer_no: string, entry_id: string, options: StepOptions & { asOf?: string; text?: string; withdraw?: boolean }, command: Command) => {
      if ((options.text === undefined) === (options.withdraw === undefined)) command.error('error: expected is either --text or --withdraw');
      return options.withdraw
        ? give('WithdrawEntryStatement', { customer_no, entry_id, withdrawn_on: options.on }, options)
        : give('AddEntryStatement', { customer_no, entry_id, as_of: options.asOf, added_on: options.on, statement: options.text }, options);
    });
}

// Ids are copied from here, so that no column gives way.
function objectionTable(rows: readonly ListedObjection[]): string {
  const answer = (row: ListedObjection): string => (row.state === 'open' ? `due ${row.answer_due_on}${row.overdue ? ', overdue' : ''}` : `${row.answered_on} by ${row.answered_by}`);
  const entry = (row: ListedObjection): string => (row.state === 'upheld' ? (row.entry_live ? 'not corrected yet' : 'corrected') : '');
  return table(
    ['id', 'entry', 'points', 'state', 'objected', 'answer', 'correction'],
    rows.map((row) => [row.id, row.entry_id, row.points, row.state, row.objected_on, answer(row), entry(row)]),
    Number.MAX_SAFE_INTEGER,
  );
}

/** Which customers' the person may see, of those asked for. */
function within(customer: string | undefined): { customerNo?: string; regions: readonly string[] | null } {
  const { customerNo, regions } = narrowed();
  return { customerNo: customerNo ?? customer, regions };
}
