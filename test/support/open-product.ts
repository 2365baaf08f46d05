import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GridledgerModule } from '#apps/api/src/gridledger.module.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { readConfig } from '#platform/config/config.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import type { CommandResult } from '#platform/recording/commands/command-description.js';
import { openTestDatabase } from './test-database.js';

/** The whole product on a fresh database of the test server, with a clock that the test sets. */
export interface Product {
  readonly app: INestApplicationContext;
  readonly reader: CreditReader;
  /** Gives a command as somebody; the clock stands where `at` put it. */
  record(name: string, input: object, actor?: string): Promise<CommandResult>;
  /** Sets the clock: RFC 3339, UTC. */
  at(instant: string): void;
  close(): Promise<void>;
}

export async function openProduct(start = '2026-06-15T04:00:00Z'): Promise<Product> {
  const database = await openTestDatabase();
  let now = Date.parse(start) * 1000;
  const home = await mkdtemp(join(tmpdir(), 'gridledger-home-'));
  const config = { ...readConfig({ GRIDLEDGER_HOME: home, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: database.url, migrationUrl: null };
  const app = await NestFactory.createApplicationContext(GridledgerModule.forRoot({ config, clock: { nowMicros: () => now } }), { logger: false, abortOnError: false });
  const registry = app.get(CommandRegistry);
  return {
    app,
    reader: app.get(CreditReader),
    record: (name, input, actor = 'Li Wei') => registry.dispatch(name, input, { actor }),
    at: (instant) => {
      now = Date.parse(instant) * 1000;
    },
    close: async () => {
      await app.close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
