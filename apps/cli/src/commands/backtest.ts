import type { Command } from 'commander';
import { caseFilesWithin } from '#credit/asking/case-files-within.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { leftOut, leftOutText } from '#credit/lists/left-out.js';
import { backtest } from '#credit/outcomes/backtest.js';
import { readOutcomes } from '#credit/outcomes/read-outcomes.js';
import { backtestText } from '../backtest-text.js';
import { languageGiven, languageOption } from '../language-option.js';
import { looked, narrowed } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import type { OpenApp } from '../open-app.js';
import { questionInput, questionOptions, type QuestionOptions } from '../question-options.js';

export function register(program: Command, open: OpenApp): void {
  purposeOption(languageOption(questionOptions(program.command('backtest <outcomes>'))))
    .description('holds the scores of a day against what is known since: a CSV customer_no,defaulted (0 or 1), plain or .gz')
    .option('--json', 'as JSON')
    .action(async (file: string, options: QuestionOptions & { lang: string; json?: boolean }) => {
      const language = languageGiven(options.lang);
      const outcomes = readOutcomes(file);
      const reader = (await open()).get(CreditReader);
      const question = await reader.question(questionInput(options));
      const seen = new Set<string>();
      const { regions } = narrowed();
      const result = await backtest(caseFilesWithin(reader.caseFiles(question), regions, seen), question, outcomes);
      await looked(open, seen, { ...questionInput(options) }, question.position);
      process.stdout.write(options.json ? `${JSON.stringify({ ...result, ...leftOut(question, regions) }, null, 2)}\n` : backtestText(result, language) + leftOutText(question, regions));
    });
}
