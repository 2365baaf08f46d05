import type { Command } from 'commander';
import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { MasterKey } from '#platform/personal-data/master-key.js';
import { rotateMaster } from '#platform/personal-data/rotate-master.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG, DATABASE, MASTER_KEY, WRAPPING } from '#platform/tokens.js';
import type { OpenApp } from '../open-app.js';

export function register(program: Command, open: OpenApp): void {
  program
    .command('keys')
    .description('the keys of personal data')
    .command('rotate-master')
    .description('wraps the keys of personal data under a new master key and destroys the old one (GRIDLEDGER_MASTER_KEY_OLD where it is configured)')
    .action(async () => {
      const app = await open();
      const pool = app.get<pg.Pool>(DATABASE);
      const config = app.get<Config>(CONFIG);
      if (!config.databaseUrl && !config.masterKey) await refuseOthers(pool);
      const count = await rotateMaster(pool, app.get<Wrapping>(WRAPPING).slots, app.get<MasterKey>(MASTER_KEY));
      process.stdout.write(`${count} keys of personal data are wrapped under the new master key.\n`);
      process.stderr.write(config.masterKey ? 'Destroy the old master key now, and unset GRIDLEDGER_MASTER_KEY_OLD.\n' : 'The old master key is overwritten; copies of its file elsewhere are yours to destroy.\n');
    });
}

// All databases of the embedded server use the one master key file, and only the one that is open is wrapped anew.
async function refuseOthers(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>("SELECT datname AS name FROM pg_database WHERE NOT datistemplate AND datname NOT IN ('postgres', current_database()) ORDER BY 1");
  if (rows.length > 0) throw refuse('master-key-shared', `The master key file also serves the database${rows.length > 1 ? 's' : ''} ${rows.map(({ name }) => name).join(', ')} of the embedded server, whose personal data would be lost: drop what is not needed, or give it a home folder of its own by backup and restore, and rotate again.`, 409);
}
