import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '#apps/cli/src/table.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Bench, Result } from './figure.js';
import { FIGURES } from './figures/figures.js';
import type { Measured } from './measured.js';

// npm run bench [-- --only FIGURE[,FIGURE]] [--folder DIR] [--runs N] [--long] [--json]: figures against peers measured in
// the same run on the same PostgreSQL, with the settings that the product runs with (fsync and synchronous_commit on).
// Only the ratios count; every figure says what it covers. Nothing fails here: a slow machine is no defect.

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const has = (name: string): boolean => process.argv.includes(name);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const only = argument('--only')?.split(',');
const unknown = only?.filter((name) => !FIGURES.some((figure) => figure.name === name)) ?? [];
if (unknown.length > 0) {
  say(`There is no figure '${unknown.join("', '")}'; there are ${FIGURES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = FIGURES.filter(({ name, long }) => (only ? only.includes(name) : !long || has('--long')));

const home = mkdtempSync(join(tmpdir(), 'gridledger-bench-'));
const server = await openEmbedded(join(home, 'server'));
const bench: Bench = {
  runs: Number(argument('--runs') ?? 3),
  long: has('--long'),
  folder: argument('--folder') ?? [join(CHECKOUT, '../shared/data/arrears'), join(CHECKOUT, 'apps/cli/sample/arrears')].find(existsSync)!,
  home,
  url: server.url,
  fresh: async (database) => {
    await server.dropDatabase(database);
    await server.ensureDatabase(database);
  },
  step: (name, database, argument = '') =>
    new Promise<Measured>((done, fail) => {
      const child = fork(join(CHECKOUT, 'dist/test/bench/steps/measured-step.js'), [name, JSON.stringify(argument)], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        // As the command itself starts (apps/cli/bin/gridledger.mjs).
        execArgv: ['--max-semi-space-size=32', '--min-semi-space-size=16', ...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? [])],
        env: { ...process.env, GRIDLEDGER_BENCH_URL: server.url(database) },
      });
      let result: Measured | undefined;
      child.on('message', (message) => (result = message as Measured));
      child.on('exit', (code) => (result && code === 0 ? done(result) : fail(new Error(`the step ${name} failed`))));
    }),
  say,
};

const results: Result[] = [];
const raw: Record<string, unknown> = { date: new Date().toISOString().slice(0, 10), node: process.version, cores: cpus().length };
try {
  for (const figure of chosen) {
    say(figure.name);
    const measured = await figure.measure(bench);
    results.push(...measured.results);
    raw[figure.name] = measured.raw;
  }
  const met = ({ met }: Result): string => (met === undefined ? '' : met ? 'met' : 'NOT met');
  if (!has('--json')) process.stdout.write(table(['figure', 'value', 'goal', '', 'covers'], results.map((one) => [one.figure, one.value, one.goal, met(one), one.covers])));
  process.stdout.write(`${JSON.stringify({ results, raw }, null, has('--json') ? 2 : 0)}\n`);
} finally {
  await server.release();
  rmSync(home, { recursive: true, force: true });
}
