import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { Refusal } from '#platform/deciding/refusal.js';
import { parseDay } from '#platform/kernel/day.js';
import { simulateFolder } from '#simulator/simulate-folder.js';

const MOST_CUSTOMERS = 9_999_999;
const MOST_MONTHS = 600;

/** `gridledger simulate DIR --customers N --months M --seed S`: exchange files of any size, the same bytes for the same arguments. */
export function register(program: Command): void {
  program
    .command('simulate')
    .description('write a folder of invented exchange files; the same arguments give the same bytes on any machine and any day')
    .argument('<dir>', 'a folder that is empty or does not exist yet')
    .requiredOption('--customers <n>', 'how many customers')
    .requiredOption('--months <m>', 'how many months of bills and other facts')
    .requiredOption('--seed <s>', 'any number or text')
    .option('--from <month>', 'the first month, YYYY-MM', '2023-01')
    .option('--gzip', 'pack each file as .csv.gz (equal packed bytes need an equal build of Node)')
    .option('--outcomes <file>', 'also write who defaulted in the month after, for backtest; a file beside the folder')
    .action(async (dir: string, options: Record<string, string | undefined> & { gzip?: boolean }, command: Command) => {
      const wrong = (sentence: string): never => command.error(`error: ${sentence}`, { exitCode: 2, code: 'gridledger.usage' });
      const customers = wholeNumber(options.customers!, MOST_CUSTOMERS) ?? wrong(`--customers must be a whole number from 1 to ${MOST_CUSTOMERS}.`);
      const months = wholeNumber(options.months!, MOST_MONTHS) ?? wrong(`--months must be a whole number from 1 to ${MOST_MONTHS}.`);
      const from = options.from!;
      if (parseDay(`${from}-01`) === null || from < '1910-01' || from > '2900-12') {
        wrong(`--from must be a month from 1910-01 to 2900-12, such as 2023-01, not '${from}'.`);
      }
      if (options.seed === '') wrong('--seed must not be empty.');
      const { outcomes } = options;
      if (outcomes !== undefined && isInside(outcomes, dir)) wrong('--outcomes must lie outside of the folder: it is no exchange file.');
      if (outcomes !== undefined && existsSync(outcomes)) wrong(`The file ${outcomes} exists already.`);
      if (outcomes !== undefined && !existsSync(dirname(outcomes))) wrong(`The folder of ${outcomes} does not exist.`);

      const progress = showProgress(customers);
      try {
        const rows = await simulateFolder({ folder: dir, customers, months, seed: options.seed!, from, gzip: options.gzip, outcomes }, progress.done);
        progress.stop();
        console.log(`${rows} rows about ${customers} customers over ${months} months from ${from} written to ${dir}.`);
      } catch (error) {
        progress.stop();
        if (error instanceof Refusal) wrong(error.message);
        throw error;
      }
    });
}

function wholeNumber(text: string, most: number): number | null {
  return /^[1-9]\d{0,7}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function isInside(file: string, folder: string): boolean {
  const path = relative(resolve(folder), resolve(file));
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`));
}

/** A bar on a terminal; elsewhere a plain line for each tenth of the way. */
function showProgress(customers: number): { done: (count: number) => void; stop: () => void } {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({ format: '{bar} {percentage} %  {value} of {total} customers', stream: process.stderr, etaBuffer: 100 });
    bar.start(customers, 0);
    return { done: (count) => count % 500 === 0 && bar.update(count), stop: () => bar.stop() };
  }
  const step = Math.max(1_000, Math.ceil(customers / 10));
  return { done: (count) => void (count % step === 0 && console.error(`${count} of ${customers} customers`)), stop: () => {} };
}
