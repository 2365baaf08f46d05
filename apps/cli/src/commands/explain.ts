import type { Command } from 'commander';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { DISPUTE_READER, type DisputeReader } from '#credit/explaining/disputes.js';
import type { ExplainedEntry, Explanation } from '#credit/explaining/explanation.js';
import { CustomerAnswers } from '#apps/api/src/questions/customer-answers.js';
import { VisibleReports } from '#apps/api/src/questions/visible-reports.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { refuse } from '#platform/deciding/refusal.js';
import { acting, looked, requireCustomer } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import { wholeEntryText } from '../entry-text.js';
import { explanationHead, explanationText } from '../explanation-text.js';
import { languageGiven, languageOption } from '../language-option.js';
import type { OpenApp } from '../open-app.js';
import { questionInput, questionOptions, type QuestionOptions } from '../question-options.js';

interface ExplainOptions extends QuestionOptions {
  entry?: string;
  lang: string;
  json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  purposeOption(languageOption(questionOptions(program.command('explain <customer>'))))
    .description('why a customer stands where it stands: every point with its rule, its clause and the facts; what did not apply; what comes next')
    .option('--entry <id>', 'one entry in full, with every event and every value it rests on')
    .option('--json', 'as JSON')
    .action(async (customerNo: string, options: ExplainOptions) => {
      const language = languageGiven(options.lang);
      const app = await open();
      const answers = new CustomerAnswers(app.get(CreditReader), app.get<DisputeReader>(DISPUTE_READER), new VisibleReports(app.get(EVENT_STORE)));
      await requireCustomer(open, customerNo);
      const { explanation } = await answers.explanation(customerNo, questionInput(options), language, acting());
      const entry = options.entry === undefined ? undefined : entryOf(explanation, options.entry);
      await looked(open, [customerNo], { ...questionInput(options), entry: options.entry }, explanation.position);
      if (options.json) return void process.stdout.write(`${JSON.stringify(entry ? onlyEntry(explanation, entry) : explanation, null, 2)}\n`);
      process.stdout.write(entry ? `${explanationHead(explanation, language)}\n${wholeEntryText(entry, language)}` : explanationText(explanation, language));
    });
}

/** Refuses, with status 404, an entry that is not live that day; says which are. */
function entryOf({ customer_no, asOf, entries }: Explanation, id: string): ExplainedEntry {
  const found = entries.find((entry) => entry.id === id);
  if (found) return found;
  const live = entries.length === 0 ? 'none is' : `live are ${entries.map((entry) => entry.id).join(', ')}`;
  throw refuse('unknown-entry', `Customer ${customer_no} has no entry '${id}' on ${asOf}; ${live}.`, 404, { field: 'entry', value: id });
}

const onlyEntry = (explanation: Explanation, entry: ExplainedEntry): Explanation => ({
  ...explanation,
  entries: [entry],
  superseded: explanation.superseded.filter((step) => step.entry === entry.id),
});
