import type { Command } from 'commander';
import { refuse } from '#platform/deciding/refusal.js';
import type { Clock } from '#platform/config/clock.js';
import { instantOf } from '#platform/config/zone.js';
import type { Projector } from '#platform/projecting/projector.js';
import type { Processor } from '#platform/processing/processor.js';
import { CLOCK, EVENT_STORE, PROCESSOR, PROJECTOR } from '#platform/tokens.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { givenByHand } from '../acting.js';
import type { OpenApp } from '../open-app.js';
import { overviewText, parkedText, processesText, rebuildReportText } from '../projection-texts.js';
import { stepProgress } from '../step-progress.js';

interface Options {
  readonly json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  const projections = program.command('projections').description('read models: where they stand, rebuilding them, what could not be projected');
  const projector = async (): Promise<Projector> => (await open()).get<Projector>(PROJECTOR);
  const now = async (): Promise<string> => instantOf((await open()).get<Clock>(CLOCK).nowMicros());

  projections
    .command('list', { isDefault: true })
    .description('all read models with their positions and the digest of their rows, and the processes with what they still have to do')
    .option('--quick', 'do not read all rows for the digest: show the last one that was taken')
    .option('--json', 'as JSON')
    .action(async ({ quick, json }: Options & { quick?: boolean }) => {
      const app = await projector();
      if (!quick) for (const { name, liveVersion, version } of await app.overview()) if (liveVersion === version) await app.digest(name);
      const models = await app.overview();
      const processes = await (await open()).get<Processor>(PROCESSOR).overview();
      print(json, { readModels: models, processes }, () => overviewText(models) + processesText(processes));
    });

  projections
    .command('rebuild <name>')
    .description('builds a read model anew from the log beside the live one, compares them and switches; goes on where it was stopped')
    .option('--accept-differences <reason>', 'switch although rows differ; the reason is kept')
    .option('--show <rows>', 'how many differing rows to show', '20')
    .option('--json', 'as JSON')
    .action(async (name: string, { acceptDifferences, show, json }: Options & { acceptDifferences?: string; show: string }) => {
      if (acceptDifferences?.trim() === '') throw refuse('no-reason', '--accept-differences says why the rows may differ; the reason is kept with the switch.', 400, { field: 'accept-differences' });
      const app = await projector();
      await (await open()).get<EventStore>(EVENT_STORE).settle();
      const progress = stepProgress(process.stderr, 'events');
      const stop = new AbortController();
      const interrupted = (): void => stop.abort(refuse('interrupted', `Stopped. The live rows are as they were; projections rebuild ${name} goes on from here.`));
      process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
      try {
        const report = await app.rebuild(name, {
          by: givenByHand({}).actor, acceptDifferences, shown: wholeNumber('show', show), signal: stop.signal,
          onProgress: ({ phase, position, head }) => progress.step(phase, position, head),
        });
        progress.end();
        print(json, report, () => (report ? rebuildReportText(report) : `${name} was not there yet and has been built.\n`));
        if (report && !report.switched) process.exitCode = 1;
      } finally {
        progress.end();
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      }
    });

  projections
    .command('pause <name>')
    .description('stops a read model in every process; questions that need what is recorded later say so')
    .option('--json', 'as JSON')
    .action(async (name: string, { json }: Options) => {
      const done = await (await projector()).pause(name, givenByHand({}).actor, await now());
      print(json, { name, paused: true, changed: done }, () => (done ? `${name} is paused: it stays at the position it has.\n` : `${name} was paused already.\n`));
    });

  projections
    .command('resume <name>')
    .description('lets a paused read model go on, and brings it up')
    .option('--json', 'as JSON')
    .action(async (name: string, { json }: Options) => {
      const app = await projector();
      const done = await app.resume(name);
      await (await open()).get<EventStore>(EVENT_STORE).settle();
      await app.catchUp();
      print(json, { name, paused: false, changed: done }, () => (done ? `${name} goes on, and is up to the log.\n` : `${name} was not paused.\n`));
    });

  projections
    .command('parked')
    .description('events that could not be projected: their customers wait, everybody else goes on')
    .option('--json', 'as JSON')
    .action(async ({ json }: Options) => {
      const parked = [...(await (await projector()).parked()), ...(await (await open()).get<Processor>(PROCESSOR).parked())];
      print(json, parked, () => parkedText(parked));
    });

  projections
    .command('retry <id>')
    .description('projects a parked event again, and what waits behind it, in order')
    .option('--json', 'as JSON')
    .action(async (id: string, { json }: Options) => {
      const number = wholeNumber('id', id);
      const processor = (await open()).get<Processor>(PROCESSOR);
      if ((await processor.parked()).some((one) => one.id === number)) {
        const { process: name, key, cause } = await processor.retry(number);
        print(json, { id: number, process: name, key, cause }, () => (cause === null ? `${name} has gone on for ${key}.\n` : `${name} fails again for ${key}: ${cause}\n`));
        if (cause !== null) process.exitCode = 1;
        return;
      }
      const done = await (await projector()).retry(number, await now());
      print(json, done, () => `${done.applied} events of ${done.key === '*' ? 'everybody' : done.key} were projected into ${done.readModel}.\n${done.cause === null ? '' : `The next one fails: ${done.cause}. ${done.waiting} wait behind it.\n`}`);
      if (done.cause !== null) process.exitCode = 1;
    });
}

function print(json: boolean | undefined, value: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : text());
}

function wholeNumber(field: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw refuse('no-number', `${field} '${text}' is no whole number.`, 400, { field, value: text });
}
