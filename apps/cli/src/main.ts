import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import { Refusal } from '#platform/deciding/refusal.js';
import { admit, leave } from './acting.js';
import { closeApp, openApp, type OpenApp } from './open-app.js';

/** Exit codes: 0 done, 1 the data or the rules refuse it, 2 the call itself is off (option, customer, day). */
const DATA = 1;
const USAGE = 2;

interface CommandFile {
  register(program: Command, open: OpenApp): void;
}

/** Every command there is. Every file in commands/ is one and registers itself; compiled, they end in `.js`. */
export async function commandLine(open: OpenApp, ending = '.js'): Promise<Command> {
  const program = new Command('gridledger')
    .description('The system of record of an electricity supplier’s customers’ credit, with every point explained.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) });
  for (const { register } of await commandFiles(ending)) register(program, open);
  program.hook('preAction', (_program, command) => admit(command));
  program.hook('postAction', () => leave());
  return program;
}

/** Runs one command line; the exit code is left in process.exitCode. */
export async function main(argv: readonly string[]): Promise<void> {
  quietPipes();
  try {
    await (await commandLine(openApp)).parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  } finally {
    await closeApp().catch((error: unknown) => {
      process.exitCode ||= report(error);
    });
  }
}

async function commandFiles(ending: string): Promise<CommandFile[]> {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'commands');
  const files = readdirSync(folder).filter((name) => name.endsWith(ending) && !name.endsWith(`.spec${ending}`)).sort();
  const modules: Partial<CommandFile>[] = [];
  // One after the other: the module loader of the specs cannot load two that share what they import.
  for (const name of files) modules.push((await import(pathToFileURL(join(folder, name)).href)) as Partial<CommandFile>);
  return modules.filter((one): one is CommandFile => typeof one.register === 'function');
}

/** Prints an error for people; returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Refusal) {
    for (const { message } of error.reasons) process.stderr.write(`${message}\n`);
    return error.status === 400 || error.status === 404 ? USAGE : DATA;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${message}\n`);
  if (process.env.GRIDLEDGER_DEBUG) process.stderr.write(`${stack}\n`);
  else process.stderr.write('(GRIDLEDGER_DEBUG=1 shows where this comes from)\n');
  return DATA;
}

/** `gridledger scores | head` is no error: whoever reads has read enough. */
function quietPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
