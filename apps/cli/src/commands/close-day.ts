import type { Command } from 'commander';
import { CreditReader, dayAsked } from '#credit/asking/credit-reader.js';
import { formatDay } from '#platform/kernel/day.js';
import type { Processor } from '#platform/processing/processor.js';
import { PROCESSOR } from '#platform/tokens.js';
import { give, type ActingOptions } from '../acting.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';

export function register(program: Command, open: OpenApp): void {
  program
    .command('close-day [day]')
    .description('records that all days since the last closed one are over, through DAY (default: yesterday); the ledger moves to the day after')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--dry-run', 'show the event that would be written')
    .option('--json', 'as JSON')
    .action(async (day: string | undefined, options: ActingOptions & { json?: boolean; dryRun?: boolean }) => {
      if (day !== undefined) dayAsked('day', day);
      const app = await open();
      const reader = app.get(CreditReader);
      const through = day ?? formatDay(reader.today() - 1);
      const result = await give(open, 'CloseDay', { day: through }, options);
      await reader.caughtUp();
      if (result.outcome === 'recorded') await app.get<Processor>(PROCESSOR).run();
      const ledger = await reader.ledgerDay();
      if (options.json) return void process.stdout.write(`${JSON.stringify({ ...result, ledgerDay: ledger && formatDay(ledger.day) }, null, 2)}\n`);
      process.stdout.write(commandOutcome(result));
      if (ledger) process.stdout.write(`The ledger stands on ${formatDay(ledger.day)}.\n`);
    });
}
