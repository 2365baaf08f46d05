import { CommandBus } from '@nestjs/cqrs';
import { Option } from 'commander';
import type { Command } from 'commander';
import type pg from 'pg';
import { importAndProject } from '#platform/recording/import/import-and-project.js';
import type { ImportReport } from '#platform/recording/import/import-folder.js';
import type { ProblemList } from '#platform/recording/import/problem-list.js';
import { writeProblemFile } from '#platform/recording/import/problem-file.js';
import { problemLine } from '#platform/recording/import/import-problem.js';
import { Recorder } from '#platform/recording/recorder.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { givenByHand, type ActingOptions } from '../acting.js';
import { importProgress } from '../import-progress.js';
import { importReport } from '../import-report.js';
import type { OpenApp } from '../open-app.js';

/** Problems shown on the terminal; all of them go into a file. */
const SHOWN = 100;

interface Options extends ActingOptions {
  readonly skipBadRows?: boolean;
  readonly problems?: string;
  readonly origin: 'import' | 'simulation';
  readonly json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  program
    .command('import <folder>')
    .description('Import a folder of exchange files: all of it, or nothing if anything is wrong with it.')
    .option('--skip-bad-rows', 'import the good rows, leave out the bad ones and what depends on them, and write those to a file with the reasons')
    .option('--problems <file>', 'write all problems to this CSV file (default: import-problems.csv in the current folder, when there are more than the terminal shows or rows are left out)')
    .addOption(new Option('--origin <origin>', 'where the records come from').choices(['import', 'simulation']).default('import'))
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--json', 'the report as JSON')
    .action(async (folder: string, options: Options) => {
      const app = await open();
      const progress = importProgress(process.stderr);
      const tools = { pool: app.get<pg.Pool>(DATABASE), recorder: app.get(Recorder), bus: app.get(CommandBus) };
      const seen: { file: string | null } = { file: null };
      let report: ImportReport;
      try {
        report = await importAndProject(folder, tools, { store: app.get(EVENT_STORE), projector: app.get<Projector>(PROJECTOR) }, {
          skipBadRows: options.skipBadRows,
          origin: options.origin,
          actor: givenByHand(options).actor,
          onProgress: progress.show,
          onProjected: progress.projected,
          onProblems: async (problems) => {
            progress.end();
            seen.file = await showProblems(problems, options);
          },
        });
      } finally {
        progress.end();
      }
      process.stdout.write(options.json ? `${JSON.stringify({ ...report, problemsFile: seen.file }, null, 2)}\n` : importReport(report, seen.file));
      if (!report.imported) process.exitCode = 1;
    });
}

/** The first problems on stderr, all of them in a file where they are too many or rows were left out; returns its name. */
async function showProblems(problems: ProblemList, options: Options): Promise<string | null> {
  for await (const some of problems.all(SHOWN)) for (const problem of some) process.stderr.write(`${problemLine(problem)}\n`);
  if (!options.problems && !options.skipBadRows && problems.count <= SHOWN) return null;
  const file = await writeProblemFile(problems, options.problems);
  if (problems.count > SHOWN) process.stderr.write(`… and ${problems.count - SHOWN} more, all in ${file}\n`);
  return file;
}
