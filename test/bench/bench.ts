import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, cpus } from 'node:os';
import { join } from 'node:path';
import { table } from '#apps/cli/src/table.js';
import { openEmbedded } from '#platform/embedded/embedded-postgres.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { replicateFolder } from './replicate-folder.js';

// npm run bench [-- --folder DIR] [--runs N] [--long] [--json]: figures against peers measured in the same run on the same server.
// Only the ratios count; every figure says what it covers. Nothing here is asserted: a slow machine is no defect.

interface Measured {
  readonly ms: number;
  readonly count: number;
  readonly maxRssMiB: number;
}
interface Figure {
  readonly figure: string;
  readonly covers: string;
  readonly value: string;
  readonly goal: string;
}

const PAST_DAY = '2005-09-30';
const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const has = (name: string): boolean => process.argv.includes(name);
const RUNS = Number(argument('--runs') ?? 3);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const folder = argument('--folder') ?? [join(CHECKOUT, '../shared/data/arrears'), join(CHECKOUT, 'apps/cli/sample/arrears')].find(existsSync)!;
const home = mkdtempSync(join(tmpdir(), 'gridledger-bench-'));
const server = await openEmbedded(join(home, 'server'));
const figures: Figure[] = [];
const raw: Record<string, unknown> = { folder: folder.split('/').slice(-2).join('/'), node: process.version, cores: cpus().length };

try {
  say(`importing ${folder}, ${RUNS} times, each beside COPY of as many rows`);
  const imports: Measured[] = [];
  const copies: Measured[] = [];
  for (let run = 0; run < RUNS; run++) {
    await fresh('whole');
    imports.push(await step('import', 'whole', folder));
    await step('save-rows', 'whole', join(home, 'rows.copy'));
    copies.push(await step('copy-in', 'whole', join(home, 'rows.copy')));
    say(`  import ${seconds(imports[run])}, COPY ${seconds(copies[run])}, ${Math.round(imports[run].maxRssMiB)} MiB`);
  }
  figures.push(
    ratio('import ÷ COPY in', `${imports[0].count} events: files read, checked, decided, appended, numbered, ledger projected ÷ COPY of the rows into the same table`, imports, copies, '≤ 5'),
    memory('import, peak RSS of Node', imports, '< 512 MiB'),
  );

  say(`scores on ${PAST_DAY}, ${RUNS} times, each beside COPY out of the same events`);
  const scores: Measured[] = [];
  const outs: Measured[] = [];
  for (let run = 0; run < RUNS; run++) {
    scores.push(await step('scores', 'whole', PAST_DAY));
    outs.push(await step('copy-out', 'whole'));
    say(`  scores ${seconds(scores[run])}, COPY ${seconds(outs[run])}, ${Math.round(scores[run].maxRssMiB)} MiB`);
  }
  figures.push(
    ratio('scores ÷ COPY out', `CSV of ${scores[0].count} customers on a past day ÷ COPY (…) TO STDOUT of all event rows, bytes only`, scores, outs, '≤ 2'),
    memory('scores, peak RSS of Node', scores, '< 512 MiB'),
  );

  say('half as many customers');
  const halfFolder = join(home, 'half');
  await replicateFolder(folder, halfFolder, 0.5);
  const halves: Measured[] = [];
  for (let run = 0; run < RUNS; run++) {
    await fresh('half');
    halves.push(await step('import', 'half', halfFolder));
    say(`  import ${seconds(halves[run])} for ${halves[run].count} events`);
  }
  const growth = (median(imports) / median(halves)) * ((2 * halves[0].count) / imports[0].count);
  figures.push({ figure: 'import of twice the facts', covers: `${imports[0].count} ÷ ${halves[0].count} events, brought to exactly twice`, value: growth.toFixed(2), goal: '≤ 2.2' });
  Object.assign(raw, { imports, copies, scores, outs, halves });

  if (has('--long')) {
    say('ten times the customers');
    const tenfold = join(home, 'tenfold');
    await replicateFolder(folder, tenfold, 10);
    await fresh('tenfold');
    const big = await step('import', 'tenfold', tenfold);
    say(`  import ${seconds(big)} for ${big.count} events, ${Math.round(big.maxRssMiB)} MiB`);
    const bigScores = await step('scores', 'tenfold', PAST_DAY);
    say(`  scores ${seconds(bigScores)} for ${bigScores.count} customers, ${Math.round(bigScores.maxRssMiB)} MiB`);
    figures.push(memory('import of ten times the customers, peak RSS of Node', [big], '< 512 MiB'), memory('scores of ten times the customers, peak RSS of Node', [bigScores], '< 512 MiB'));
    Object.assign(raw, { big, bigScores });
  }
  if (!has('--json')) process.stdout.write(table(['figure', 'value', 'goal', 'covers'], figures.map(({ figure, value, goal, covers }) => [figure, value, goal, covers]), 160));
  process.stdout.write(`${JSON.stringify({ figures, raw }, null, has('--json') ? 2 : 0)}\n`);
} finally {
  await server.release();
  rmSync(home, { recursive: true, force: true });
}

async function fresh(database: string): Promise<void> {
  await server.dropDatabase(database);
  await server.ensureDatabase(database);
}

/** Runs a step in a process of its own; throws if it fails. */
function step(name: string, database: string, more = ''): Promise<Measured> {
  return new Promise((done, fail) => {
    const child = fork(join(CHECKOUT, 'dist/test/bench/measured-step.js'), [name, more], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // As the command itself starts (apps/cli/bin/gridledger.mjs).
      execArgv: ['--max-semi-space-size=32', '--min-semi-space-size=16'],
      env: { ...process.env, GRIDLEDGER_BENCH_URL: server.url(database) },
    });
    let result: Measured | undefined;
    child.on('message', (message) => (result = message as Measured));
    child.on('exit', (code) => (result && code === 0 ? done(result) : fail(new Error(`the step ${name} failed`))));
  });
}

function median(measured: readonly Measured[]): number {
  return measured.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(measured.length / 2)];
}

function ratio(figure: string, covers: string, ours: readonly Measured[], peers: readonly Measured[], goal: string): Figure {
  return { figure, covers, goal, value: `${(median(ours) / median(peers)).toFixed(2)} (${(median(ours) / 1000).toFixed(2)} s ÷ ${(median(peers) / 1000).toFixed(2)} s)` };
}

function memory(figure: string, measured: readonly Measured[], goal: string): Figure {
  return { figure, covers: 'largest of the runs', goal, value: `${Math.max(...measured.map(({ maxRssMiB }) => maxRssMiB)).toFixed(0)} MiB` };
}

function seconds({ ms }: Measured): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
