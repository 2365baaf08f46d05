import type { Command } from 'commander';
import { CreditReader, dayAsked } from '#credit/asking/credit-reader.js';
import { DISPUTE_READER, type DisputeReader } from '#credit/explaining/disputes.js';
import { CustomerAnswers } from '#apps/api/src/questions/customer-answers.js';
import { VisibleReports } from '#apps/api/src/questions/visible-reports.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { formatDay } from '#platform/kernel/day.js';
import { acting, looked, requireCustomer } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import { historyText } from '../history-text.js';
import { LABELS } from '../explanation-labels.js';
import { languageGiven, languageOption } from '../language-option.js';
import type { OpenApp } from '../open-app.js';
import { knowledgeOptions, type QuestionOptions } from '../question-options.js';

interface HistoryOptions extends Omit<QuestionOptions, 'asOf'> {
  from?: string;
  to?: string;
  lang: string;
  json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  purposeOption(languageOption(knowledgeOptions(program.command('history <customer>'))))
    .description('each day of a period on which a score changed, under one knowledge, with the event or the passing of time that brought it')
    .option('--from <day>', 'first day, YYYY-MM-DD (default: the day the customer was opened)')
    .option('--to <day>', 'last day, YYYY-MM-DD (default: the current day of the supplier’s zone)')
    .option('--json', 'as JSON')
    .action(async (customerNo: string, options: HistoryOptions) => {
      const language = languageGiven(options.lang);
      const period = {
        from: options.from === undefined ? undefined : dayAsked('from', options.from),
        to: options.to === undefined ? undefined : dayAsked('to', options.to),
      };
      const app = await open();
      const answers = new CustomerAnswers(app.get(CreditReader), app.get<DisputeReader>(DISPUTE_READER), new VisibleReports(app.get(EVENT_STORE)));
      await requireCustomer(open, customerNo);
      const { question, from, to, days, confidentialOmitted } = await answers.history(customerNo, period, { knownAsOf: options.knownAsOf, edition: options.edition }, acting());
      await looked(open, [customerNo], { from: options.from, to: options.to, knownAsOf: options.knownAsOf, edition: options.edition }, question.position);
      if (options.json) return void process.stdout.write(`${JSON.stringify(days, null, 2)}\n`);
      const [first, last] = [formatDay(from), formatDay(to)];
      process.stdout.write(`${customerNo}  ${first} … ${last}  ${question.knownAsOf} (${question.position})${confidentialOmitted ? `  [${LABELS[language].omitted}]` : ''}\n\n${historyText(days, { from: first, to: last }, language)}`);
    });
}
