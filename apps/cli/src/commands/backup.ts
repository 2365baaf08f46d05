import { resolve } from 'node:path';
import type { Command } from 'commander';
import type pg from 'pg';
import { backup } from '#platform/backup/backup.js';
import { readPassphrase } from '#platform/backup/read-passphrase.js';
import { checkPassphrase } from '#platform/backup/sealed-stream.js';
import type { Config } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import { CONFIG, DATABASE, EVENT_STORE, WRAPPING } from '#platform/tokens.js';
import type { OpenApp } from '../open-app.js';

export function register(program: Command, open: OpenApp): void {
  program
    .command('backup <file>')
    .description('writes all records and keys into one file under a passphrase (GRIDLEDGER_PASSPHRASE, or asked for)')
    .option('--force', 'replace the file if it exists')
    .action(async (file: string, { force }: { force?: boolean }) => {
      const passphrase = await readPassphrase(process.env, true);
      checkPassphrase(passphrase);
      const app = await open();
      const store = app.get<EventStore>(EVENT_STORE);
      const upTo = await store.settle();
      const log = app.get<Config>(CONFIG).eventstoreUrl === null ? undefined : { store, upTo };
      const { rows, logSha256 } = await backup(app.get<pg.Pool>(DATABASE), app.get<Wrapping>(WRAPPING), resolve(file), { passphrase, force, log });
      process.stdout.write(`${resolve(file)}: ${rows.event ?? 0} events, ${rows.subject_key ?? 0} keys of personal data; SHA-256 of the log ${logSha256}\n`);
    });
}
