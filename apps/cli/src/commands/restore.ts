import { resolve } from 'node:path';
import type { Command } from 'commander';
import type pg from 'pg';
import { readPassphrase } from '#platform/backup/read-passphrase.js';
import { restore } from '#platform/backup/restore.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { MasterKey } from '#platform/personal-data/master-key.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, MASTER_KEY, PROJECTOR } from '#platform/tokens.js';
import type { OpenApp } from '../open-app.js';

export function register(program: Command, open: OpenApp): void {
  program
    .command('restore <file>')
    .description('brings a backup back into an empty store (passphrase in GRIDLEDGER_PASSPHRASE, or asked for)')
    .action(async (file: string) => {
      const passphrase = await readPassphrase(process.env, false);
      const app = await open();
      const { rows, logSha256 } = await restore(app.get<pg.Pool>(DATABASE), app.get<MasterKey>(MASTER_KEY), resolve(file), { passphrase });
      await app.get<EventStore>(EVENT_STORE).settle();
      await app.get<Projector>(PROJECTOR).catchUp();
      process.stdout.write(`${rows.event ?? 0} events and ${rows.subject_key ?? 0} keys of personal data restored; SHA-256 of the log ${logSha256}\n`);
    });
}
