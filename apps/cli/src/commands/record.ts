import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import type { CommandResult } from '#platform/recording/commands/command-description.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { give, type ActingOptions } from '../acting.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { table } from '../table.js';

interface Options extends ActingOptions {
  list?: boolean;
  json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  program
    .command('record [command] [file]')
    .description('Give a command by hand: FILE.json holds its fields, or a list of them; - reads standard input.')
    .option('--list', 'the names of all commands')
    .option('--dry-run', 'show the events that would be written; write nothing')
    .option('--json', 'the outcome as JSON')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .action(async (name: string | undefined, file: string | undefined, options: Options) => {
      const registry = (await open()).get(CommandRegistry);
      if (options.list) {
        process.stdout.write(table(['command', 'what it does'], registry.list().map((one) => [one.name, one.summary.en])));
        return;
      }
      if (name === undefined || file === undefined) throw refuse('usage', 'record takes a COMMAND and a FILE.json (or -); record --list shows the commands.', 400);
      if (!registry.get(name)) throw refuse('unknown-command', `There is no command ${name}; there are ${registry.list().map((one) => one.name).join(', ')}.`, 400);
      const results = await recordAll(open, name, await inputs(file), options);
      process.stdout.write(options.json ? `${JSON.stringify(results.length === 1 ? results[0] : results, null, 2)}\n` : results.map(commandOutcome).join(''));
    });
}

/** Gives the command for each input in order. Stops at the first refusal, and says how many were done before it. */
async function recordAll(open: OpenApp, name: string, inputs: readonly unknown[], options: Options): Promise<CommandResult[]> {
  const results: CommandResult[] = [];
  for (const input of inputs) {
    try {
      results.push(await give(open, name, input, options));
    } catch (error) {
      if (!(error instanceof Refusal) || inputs.length === 1) throw error;
      const before = `Number ${results.length + 1} of ${inputs.length} was refused; the ${results.length} before it ${options.dryRun ? 'would be' : 'are'} recorded.`;
      throw new Refusal([...error.reasons, { code: 'stopped', message: before }], error.status);
    }
  }
  return results;
}

async function inputs(file: string): Promise<unknown[]> {
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw refuse('no-file', `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 400);
  }
  let input: unknown;
  try {
    input = JSON.parse(content);
  } catch {
    throw refuse('no-json', `${file === '-' ? 'Standard input' : `The file ${file}`} is not JSON; expected are the fields of the command as an object, or a list of them.`, 400);
  }
  return Array.isArray(input) ? input : [input];
}
