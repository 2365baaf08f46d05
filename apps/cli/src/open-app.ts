import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LogFailures } from '#platform/observing/log-failures.js';
import { observe } from '#platform/observing/observed.js';
import { isTracingWanted } from '#platform/observing/tracing-wanted.js';
import type { Tracing } from '#platform/observing/start-tracing.js';

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
    return NestFactory.createApplicationContext(GridledgerModule.forRoot(), { logger: false, abortOnError: false });
  })();
  return opened;
};

/** Closes what was opened, if anything was. */
export async function closeApp(): Promise<void> {
  const app = await opened?.catch(() => undefined);
  opened = undefined;
  await app?.close();
  await tracing?.close();
  tracing = undefined;
}
