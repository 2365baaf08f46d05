import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { GridledgerModule } from '#apps/api/src/gridledger.module.js';
import { readConfig } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { keepProjecting } from '#platform/projecting/projector-loop.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';

// The whole product as a process of a crash run: gives real commands and keeps the real read models, until it is killed.
// The number of a bill goes into the journal once its command was answered.

const { url, journal, seed } = JSON.parse(process.env.GRIDLEDGER_CRASH!) as { url: string; journal: string; seed: string };
const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: url, migrationUrl: null };
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const app = await opened();
const registry = app.get(CommandRegistry);
const projecting = keepProjecting({ projector: app.get<Projector>(PROJECTOR), store: app.get<EventStore>(EVENT_STORE), pool: app.get<pg.Pool>(DATABASE), onError: () => {} }, stop.signal);

const give = (name: string, input: object): Promise<unknown> => registry.dispatch(name, input, { actor: 'Li Wei' });
const mark = seed.replace(/[^0-9A-Za-z]/g, '-');
for (let n = 1; !stop.signal.aborted; n++) {
  const customer_no = `C-${mark}-${n}`;
  try {
    await give('RegisterCustomer', { customer_no, name: '示范机械厂', customer_class: 'power', opened_on: '2023-01-01' });
    for (let month = 1; month <= 6; month++) {
      const bill_no = `B-${mark}-${n}-${month}`;
      const two = String(month).padStart(2, '0');
      await give('RecordBill', { bill_no, customer_no, period: `2023-${two}`, issued_on: `2023-${two}-01`, due_on: `2023-${two}-20`, amount: '689.50' });
      appendFileSync(journal, `${bill_no}\n`);
      if (month % 2) await give('RecordPayment', { payment_no: `P-${bill_no}`, bill_no, customer_no, paid_on: `2023-${two}-25`, amount: '689.50' });
    }
  } catch {
    await pause(200);
  }
}
await projecting;
await app.close();

/** Where the database is away just then, whoever watches over the service starts it again. */
async function opened(): Promise<INestApplicationContext> {
  for (;;) {
    try {
      return await NestFactory.createApplicationContext(GridledgerModule.forRoot({ config }), { logger: false, abortOnError: false });
    } catch {
      if (stop.signal.aborted) process.exit(0);
      await pause(300);
    }
  }
}
