import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import type { Command } from 'commander';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { leftOutText } from '#credit/lists/left-out.js';
import { writeScores } from '#credit/scores/write-scores.js';
import { formatDay } from '#platform/kernel/day.js';
import { looked, narrowed } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import type { OpenApp } from '../open-app.js';
import { questionInput, questionOptions, type QuestionOptions } from '../question-options.js';
import { writeFileWhole } from '../write-file-whole.js';

export function register(program: Command, open: OpenApp): void {
  purposeOption(questionOptions(program.command('scores')))
    .description('the scores of all customers open on a day, as CSV')
    .option('--out <file>', 'write to a file instead of standard output')
    .action(async (options: QuestionOptions & { out?: string }) => {
      const reader = (await open()).get(CreditReader);
      const question = await reader.question(questionInput(options));
      const shown = new Set<string>();
      const write = async (out: Writable): Promise<number> => {
        // Kept until it is whole: whom it shows is written down before the first line leaves.
        const kept = new PassThrough();
        const lines = kept.toArray();
        const written = await writeScores(reader, question, kept, { regions: narrowed().regions, shown });
        kept.end();
        const text = Buffer.concat((await lines) as Buffer[]);
        await looked(open, shown, { ...questionInput(options) }, question.position);
        if (!out.write(text)) await once(out, 'drain');
        return written;
      };
      const count = options.out ? await writeFileWhole(options.out, write) : await write(process.stdout);
      process.stderr.write(`${count} customers, as of ${formatDay(question.asOf)}, known as of ${question.knownAsOf} (position ${question.position})\n`);
      if (!question.parked) return;
      process.stderr.write(leftOutText(question, narrowed().regions));
      process.exitCode = 1;
    });
}
