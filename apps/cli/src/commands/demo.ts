import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { readConfig } from '#platform/config/config.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { MOBILE_SURVEY_FILE } from '#satisfaction/questionnaires/built-in-questionnaires.js';
import { layFactsBeside } from '#simulator/lay-facts-beside.js';
import { commandLine } from '../main.js';
import type { OpenApp } from '../open-app.js';

const DATABASE = 'gridledger_demo';
const SAMPLE = join(CHECKOUT, 'apps/cli/sample');
const AS_OF = '2005-09-30';
const SURVEYED_ON = '2005-09-15';

/** What the demo shows, each a command that anybody can give. */
const steps = (folder: string): { says: string; line: string[] }[] => [
  { says: 'A supplier’s export is imported: every record becomes an immutable event.', line: ['import', folder, '--origin', 'simulation'] },
  { says: 'Once more: what is recorded already changes nothing.', line: ['import', folder, '--origin', 'simulation'] },
  { says: 'The customers with the lowest scores on that day.', line: ['customers', '--grade', 'D', '--sort', 'total', '--size', '8', '--as-of', AS_OF] },
  { says: 'Why one of them stands where it stands: every point, its clause and its facts.', line: ['explain', EXPLAINED, '--as-of', AS_OF] },
  { says: 'The same in Chinese, for the customer who asks.', line: ['explain', EXPLAINED, '--as-of', AS_OF, '--lang', 'zh'] },
  { says: 'How it came about, day by day.', line: ['history', EXPLAINED, '--to', AS_OF] },
  { says: 'Was the score worth anything? Who defaulted the month after is known here.', line: ['backtest', join(SAMPLE, 'arrears-outcomes.csv'), '--as-of', AS_OF] },
  { says: 'The other half: what customers think. 250 real answers to a survey become anonymous events.', line: ['survey', 'import', '--questionnaire', 'ecsi-mobile', MOBILE_SURVEY_FILE, '--responded-on', SURVEYED_ON] },
  { says: 'Every index with its interval.', line: ['satisfaction', '--questionnaire', 'ecsi-mobile', '--as-of', SURVEYED_ON] },
  { says: 'How image, expectation and quality lead to satisfaction and loyalty.', line: ['satisfaction', 'model', '--questionnaire', 'ecsi-mobile', '--as-of', SURVEYED_ON, '--bootstrap', '200'] },
  { says: 'What to work on first.', line: ['satisfaction', 'short-plank', '--questionnaire', 'ecsi-mobile', '--as-of', SURVEYED_ON] },
];
// A power customer with two arrears running, one made good in time, a contract violation and both assessments.
const EXPLAINED = 'C000938';

export function register(program: Command, open: OpenApp): void {
  program
    .command('demo')
    .description('the main job on the embedded default, in a database of its own, fresh each run')
    .action(async () => {
      // The demo never touches a database of the user's, nor the records of this checkout.
      delete process.env.DATABASE_URL;
      delete process.env.GRIDLEDGER_MIGRATION_URL;
      process.env.GRIDLEDGER_DATABASE = DATABASE;
      const server = await openEmbedded(readConfig(process.env).home);
      const folder = mkdtempSync(join(tmpdir(), 'gridledger-demo-'));
      try {
        await server.dropDatabase(DATABASE);
        const laid = layFactsBeside({ existing: join(SAMPLE, 'arrears'), folder, seed: 'demo', from: '2005-04', months: 6, frequency: 4 });
        process.stdout.write(
          `Six months of ${laid.customers} real clients' bills and payments (UCI, CC0, rewritten as a supplier's export), with\n${laid.rows} invented facts about safety, law, cooperation and field assessments beside them.\n`,
        );
        for (const { says, line } of steps(folder)) {
          process.stdout.write(`\n${bold(says)}\n${dim(`$ npx gridledger ${line.map((word) => (word === folder ? 'DIR' : word.replace(`${CHECKOUT}/`, ''))).join(' ')}`)}\n`);
          await (await commandLine(open)).parseAsync(line, { from: 'user' });
          if (process.exitCode) return;
        }
        process.stdout.write('\nThe demo’s database is made anew each time. Yours: npx gridledger import DIR; the service: npm start.\n');
      } finally {
        rmSync(folder, { recursive: true, force: true });
        await server.release();
      }
    });
}

const onTerminal = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR;
const bold = (text: string): string => (onTerminal() ? styleText('bold', text) : text);
const dim = (text: string): string => (onTerminal() ? styleText('dim', text) : text);
