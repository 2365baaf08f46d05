import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LogFailures } from '#platform/observing/log-failures.js';
import { observe } from '#platform/observing/observed.js';
import { isTracingWanted } from '#platform/observing/tracing-wanted.js';
import type { Projector } from '#platform/projecting/projector.js';
import { PROJECTOR } from '#platform/tokens.js';
import type { Tracing } from '#platform/observing/start-tracing.js';
import { stepProgress, type StepProgress } from './step-progress.js';

/** Opens the application's providers for one command; `main` closes them when the command is done. */
export type OpenApp = () => Promise<INestApplicationContext>;

let opened: Promise<INestApplicationContext> | undefined;
let tracing: Tracing | undefined;

/** The application context of this process, opened at first use: a command that needs no store starts none. */
export const openApp: OpenApp = () => {
  opened ??= (async () => {
    const { GridledgerModule } = await import('#apps/api/src/gridledger.module.js');
    if (isTracingWanted(process.env)) tracing = (await import('#platform/observing/start-tracing.js')).startTracing();
    // Lines for machines where a machine reads them: under cron or systemd, not beside a person's table.
    if (!process.stderr.isTTY) observe(new LogFailures());
    const app = await NestFactory.createApplicationContext(GridledgerModule.forRoot(), { logger: false, abortOnError: false });
    showRaising(app.get<Projector>(PROJECTOR));
    return app;
  })();
  return opened;
};

/** The first question of a new release may wait for a read model that is built anew: it says so, and how far that has come. */
function showRaising(projector: Projector): void {
  let progress: StepProgress | null = null;
  projector.onRaise = (at) => {
    if (at === 'done') {
      progress?.end();
      progress = null;
      return;
    }
    if (!progress) process.stderr.write(`The read model ${at.projection} is built anew for this release; the question waits for it.\n`);
    progress ??= stepProgress(process.stderr, 'events');
    progress.step(at.projection, at.position, at.head);
  };
}

/** Closes what was opened, if anything was. */
export async function closeApp(): Promise<void> {
  const app = await opened?.catch(() => undefined);
  opened = undefined;
  await app?.close();
  await tracing?.close();
  tracing = undefined;
}
