import { parseArgs } from 'node:util';
import { runCrash } from './crash-run.js';
import { FAULTS, type Fault } from './faults.js';
import { longProcesses, longRebuilds } from './long-kills.js';

// npm run crash [-- --seed TEXT --rounds N --part NAME]: the long run, all of its parts or one. Prints how far it is and a
// table at the end of each part. N: so many faults, half as many under one foreign transaction, a third as many kills of
// rebuilds and of processes each.

const PARTS = ['faults', 'held', 'rebuilds', 'processes'] as const;
const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now()) }, rounds: { type: 'string', default: '300' }, part: { type: 'string' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds '${values.rounds}' is not a number of faults; expected is a whole number from 1 on.`);
  process.exit(2);
}
if (values.part !== undefined && !PARTS.some((part) => part === values.part)) {
  console.error(`--part '${values.part}' is no part of the run; there are ${PARTS.join(', ')}.`);
  process.exit(2);
}
const seed = values.seed;
console.log(`seed ${seed}, ${rounds} faults`);
const wanted = (part: (typeof PARTS)[number]): boolean => values.part === undefined || values.part === part;
const third = Math.ceil(rounds / 3);
if (wanted('faults')) await underFaults('faults drawn from all', rounds);
// The foreign transaction comes first and is held to the end: nothing that would end it, or the next of its kind, is drawn.
if (wanted('held')) await underFaults('under one foreign transaction', Math.ceil(rounds / 2), ['foreign transaction']);
if (wanted('rebuilds')) await timed('rebuilds killed', () => longRebuilds(seed, third, shown('kill')));
if (wanted('processes')) await timed('processes killed', () => longProcesses(seed, third, shown('kill')));

async function underFaults(title: string, count: number, first: readonly Fault[] = []): Promise<void> {
  const among = FAULTS.filter((fault) => first.length === 0 || !['foreign transaction', 'kill PostgreSQL'].includes(fault));
  const show = shown('');
  await timed(title, async () => {
    const result = await runCrash({ seed: `${seed} ${title}`, first, faults: count, among, office: true, pauseMs: [300, 2000], onFault: (number, fault) => show(number, count, fault) });
    return {
      rows: [
        ...FAULTS.map((fault) => [fault, result.faults[fault] ?? 0] as const),
        ['appends attempted', result.attempts],
        ['  acknowledged', result.acknowledged],
        ['  refused (another was faster)', result.refused],
        ['  outcome unknown to the writer', result.unknown],
        ['    of these in the log', result.unknownWritten],
        ['events in the log', result.events],
        ['bills acknowledged by the product', result.bills],
        ['rebuilds that switched', result.switches],
        ['longest foreign transaction', `${result.held.seconds} s`],
        ['rebuilds that switched under one', result.held.switches],
      ],
      violations: result.violations,
    };
  });
}

interface Outcome {
  readonly rows: readonly (readonly [what: string, count: number | string])[];
  readonly violations: readonly string[];
}

async function timed(title: string, run: () => Promise<Outcome>): Promise<void> {
  const started = performance.now();
  const { rows, violations } = await run();
  const all = [...rows, ['duration', `${Math.round((performance.now() - started) / 1000)} s`], ['violations', violations.length]];
  console.log(`\n${title}\n${all.map(([what, count]) => `${String(what).padEnd(36)}${String(count).padStart(10)}`).join('\n')}`);
  for (const violation of violations.slice(0, 50)) console.log(violation);
  if (violations.length > 0) process.exitCode = 1;
}

/** Tells how far it is: on a terminal in one line, elsewhere every twenty. */
function shown(word: string): (number: number, of: number, what?: string) => void {
  return (number, of, what = word) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${number}/${of} ${what.padEnd(22)}`);
    else if (number % 20 === 0) console.log(`${number}/${of}`);
  };
}
