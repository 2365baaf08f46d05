import type { Command } from 'commander';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { writeScores } from '#credit/scores/write-scores.js';
import { formatDay } from '#platform/kernel/day.js';
import type { OpenApp } from '../open-app.js';
import { questionInput, questionOptions, type QuestionOptions } from '../question-options.js';
import { writeFileWhole } from '../write-file-whole.js';

export function register(program: Command, open: OpenApp): void {
  questionOptions(program.command('scores'))
    .description('the scores of all customers open on a day, as CSV')
    .option('--out <file>', 'write to a file instead of standard output')
    .action(async (options: QuestionOptions & { out?: string }) => {
      const reader = (await open()).get(CreditReader);
      const question = await reader.question(questionInput(options));
      const count = options.out ? await writeFileWhole(options.out, (out) => writeScores(reader, question, out)) : await writeScores(reader, question, process.stdout);
      process.stderr.write(`${count} customers, as of ${formatDay(question.asOf)}, known as of ${question.knownAsOf} (position ${question.position})\n`);
      if (!question.parked) return;
      process.stderr.write(`Left out, because something recorded of them could not be projected (projections parked): ${[...question.parked].join(', ')}\n`);
      process.exitCode = 1;
    });
}
