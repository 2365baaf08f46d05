import { parseArgs } from 'node:util';
import { FAULTS, runCrash } from './crash-run.js';

// npm run crash [-- --seed TEXT --rounds N]: the long run. Prints the faults as they come and a table at the end.

const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now()) }, rounds: { type: 'string', default: '300' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds '${values.rounds}' is not a number of faults; expected is a whole number from 1 on.`);
  process.exit(2);
}
console.log(`seed ${values.seed}, ${rounds} faults`);
const started = performance.now();
const result = await runCrash({
  seed: values.seed,
  faults: rounds,
  office: true,
  pauseMs: [300, 2000],
  onFault: (number, fault) => (process.stdout.isTTY ? process.stdout.write(`\r${number}/${rounds} ${fault.padEnd(22)}`) : number % 20 === 0 && console.log(`${number}/${rounds}`)),
});
const rows: [string, number | string][] = [
  ['duration', `${Math.round((performance.now() - started) / 1000)} s`],
  ...FAULTS.map((fault) => [fault, result.faults[fault] ?? 0] as [string, number]),
  ['appends attempted', result.attempts],
  ['  acknowledged', result.acknowledged],
  ['  refused (another was faster)', result.refused],
  ['  outcome unknown to the writer', result.unknown],
  ['    of these in the log', result.unknownWritten],
  ['events in the log', result.events],
  ['bills acknowledged by the product', result.bills],
  ['violations', result.violations.length],
];
console.log(`\n${rows.map(([what, count]) => `${what.padEnd(36)}${String(count).padStart(10)}`).join('\n')}`);
for (const violation of result.violations.slice(0, 50)) console.log(violation);
process.exitCode = result.violations.length === 0 ? 0 : 1;
