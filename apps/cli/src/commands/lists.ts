import { LazyModuleLoader } from '@nestjs/core';
import type { Command } from 'commander';
import type { CustomerList as CustomerListType, CustomerPage } from '#credit/lists/customer-list.js';
import { leftOut, leftOutText } from '#credit/lists/left-out.js';
import { FURTHEST_ROW, LARGEST_PAGE, parseSort, SORTS, type Criteria, type Sort } from '#credit/lists/list-question.js';
import type { ListRow } from '#credit/lists/list-row.js';
import { GRADES, type Grade } from '#credit/rules/rule-ids.js';
import { refuse } from '#platform/deciding/refusal.js';
import { formatDay } from '#platform/kernel/day.js';
import { looked, narrowed } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import type { OpenApp } from '../open-app.js';
import { questionInput, questionOptions, type QuestionOptions } from '../question-options.js';
import { table } from '../table.js';

interface ListOptions extends QuestionOptions {
  grade?: string;
  class?: string;
  region?: string;
  segment?: string;
  sort: string;
  page: string;
  size: string;
  within?: string;
  json?: boolean;
  purpose?: string;
}

type ListName = 'customers' | 'arrears' | 'changes';

export function register(program: Command, open: OpenApp): void {
  listCommand(program, open, 'customers', 'the customers with their grades, those with the least points first', 'total', {});
  listCommand(program, open, 'arrears', 'the customers with bills overdue and not settled, the oldest first', 'oldest_due_on', { inArrears: true });
  listCommand(program, open, 'changes', 'whom the passing of time alone changes in the next days, the soonest first', 'next_change_on', {}).option('--within <days>', 'days after the day asked about', '30');
}

function listCommand(program: Command, open: OpenApp, name: ListName, description: string, sort: string, criteria: Criteria): Command {
  return purposeOption(questionOptions(program.command(name)))
    .description(description)
    .option('--grade <grades>', `only these grades, separated by commas: ${GRADES.join(', ')}`)
    .option('--class <class>', 'only power or lighting customers')
    .option('--region <region>', 'only this region')
    .option('--segment <segment>', 'only this segment')
    .option('--sort <field>', `${SORTS.join(', ')}; with - before it for descending`, sort)
    .option('--page <number>', 'the page, from 1', '1')
    .option('--size <number>', `rows on a page, at most ${LARGEST_PAGE}`, '50')
    .option('--json', 'as JSON')
    .action(async (options: ListOptions) => {
      const { regions } = narrowed(options.region);
      const asked = { ...criteria, ...criteriaOf(options), regions };
      const order = sortOf(options.sort);
      const page = whole('page', options.page, FURTHEST_ROW);
      const size = whole('size', options.size, LARGEST_PAGE);
      const found = await withLists(open, (lists) => lists.page(questionInput(options), asked, order, { page, size }));
      const { json: _json, purpose: _purpose, ...said } = options;
      await looked(open, found.rows.map((row) => row.customer_no), said, found.question.position);
      process.stdout.write(options.json ? jsonOf(found, page, size, regions) : tableOf(name, found, page, size) + leftOutText(found.question, regions));
    });
}

// The lists read through TypeORM, which takes most of a second to load: other commands do without it.
async function withLists<Result>(open: OpenApp, ask: (lists: CustomerListType) => Promise<Result>): Promise<Result> {
  const app = await open();
  const [{ ListsModule }, { CustomerList }] = await Promise.all([import('#credit/lists/lists.module.js'), import('#credit/lists/customer-list.js')]);
  const module = await app.get(LazyModuleLoader).load(() => ListsModule);
  try {
    return await ask(module.get(CustomerList));
  } finally {
    // A module that was loaded late is not told when the application closes.
    await module.get(ListsModule).beforeApplicationShutdown();
  }
}

function criteriaOf({ grade, class: customerClass, region, segment, within }: ListOptions): Criteria {
  const grades = grade?.split(',');
  const unknown = grades?.find((one) => !(GRADES as readonly string[]).includes(one));
  if (unknown !== undefined) throw refuse('unknown-grade', `--grade: there is no grade '${unknown}'; the grades are ${GRADES.join(', ')}.`, 400);
  if (customerClass !== undefined && customerClass !== 'power' && customerClass !== 'lighting') {
    throw refuse('unknown-class', `--class: there is no class '${customerClass}'; the classes are power and lighting.`, 400);
  }
  return { grades: grades as Grade[] | undefined, customerClass, region, segment, ...(within === undefined ? {} : { changesWithinDays: whole('within', within, 3660) }) };
}

function sortOf(text: string): Sort {
  const sort = parseSort(text);
  if (!sort) throw refuse('unknown-sort', `--sort: nothing is sorted by '${text}'; possible are ${SORTS.join(', ')}, with - before it for descending.`, 400);
  return sort;
}

function whole(option: string, text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > most) throw refuse('impossible-number', `--${option} '${text}' is not a whole number from 1 to ${most}.`, 400, { field: option, value: text });
  return number;
}

function jsonOf({ question, from, total, rows }: CustomerPage, page: number, size: number, regions: readonly string[] | null): string {
  const { asOf, knownAsOf, position, book } = question;
  return `${JSON.stringify({ asOf: formatDay(asOf), knownAsOf, position, edition: book.at(asOf).id, from, page, size, total, customers: rows, ...leftOut(question, regions) }, null, 2)}\n`;
}

type Column = readonly [heading: string, cell: (row: ListRow) => string];

const yuan = (fen: string): string => `${fen.padStart(3, '0').slice(0, -2)}.${fen.padStart(3, '0').slice(-2)}`;
const WHO: readonly Column[] = [['customer', (row) => row.customer_no], ['class', (row) => row.customer_class], ['region', (row) => row.region ?? ''], ['segment', (row) => row.segment ?? '']];
const SCORE: readonly Column[] = [['total', (row) => row.total], ['grade', (row) => row.grade], ['veto', (row) => row.veto]];
const CHANGE: Column = ['changes on', (row) => row.next_change_on ?? ''];

/** What each list shows, so that a row fits 100 columns; --json has everything. */
const COLUMNS: Readonly<Record<ListName, readonly Column[]>> = {
  customers: [...WHO, ...SCORE, ['provisional', (row) => (row.provisional ? 'yes' : '')], CHANGE],
  arrears: [...WHO, ...SCORE, ['bills', (row) => String(row.open_arrears_count)], ['owed, yuan', (row) => yuan(row.open_arrears_fen)], ['oldest due', (row) => row.oldest_due_on ?? '']],
  changes: [CHANGE, ...WHO, ...SCORE],
};

function tableOf(list: ListName, { question, from, total, rows }: CustomerPage, page: number, size: number): string {
  const columns = COLUMNS[list];
  const rest = `${total} customers, page ${page} of ${Math.max(1, Math.ceil(total / size))}; as of ${formatDay(question.asOf)}, known as of ${question.knownAsOf} (position ${question.position}), from the ${from}.\n`;
  return rows.length === 0 ? rest : table(columns.map(([heading]) => heading), rows.map((row) => columns.map(([, cell]) => cell(row)))) + rest;
}
