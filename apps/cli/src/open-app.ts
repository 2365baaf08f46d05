import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** Opens the application's providers for one command; `main` closes them when the command is done. */
export type OpenApp = () => Promise<INestApplicationContext>;

let opened: Promise<INestApplicationContext> | undefined;

/** The application context of this process, opened at first use: a command that needs no store starts none. */
export const openApp: OpenApp = () => {
  opened ??= (async () => {
    const { GridledgerModule } = await import('#apps/api/src/gridledger.module.js');
    return NestFactory.createApplicationContext(GridledgerModule.forRoot(), { logger: false, abortOnError: false });
  })();
  return opened;
};

/** Closes what was opened, if anything was. */
export async function closeApp(): Promise<void> {
  const app = await opened?.catch(() => undefined);
  opened = undefined;
  await app?.close();
}
