import { NestFactory } from '@nestjs/core';
import { GridledgerModule } from '#apps/api/src/gridledger.module.js';
import { readConfig } from '#platform/config/config.js';
import type { Processor } from '#platform/processing/processor.js';
import { PROCESSOR } from '#platform/tokens.js';

// The whole product as a process that does what its processes have to do, and ends; until it is killed.
const { url, now } = JSON.parse(process.env.GRIDLEDGER_CRASH!) as { url: string; now: string };
const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: url, migrationUrl: null };
const clock = { nowMicros: () => Date.parse(now) * 1000 };
const app = await NestFactory.createApplicationContext(GridledgerModule.forRoot({ config, clock }), { logger: false });
await app.get<Processor>(PROCESSOR).run();
await app.close();
