import type { Command } from 'commander';
import { readConfig } from '#platform/config/config.js';
import type { Config } from '#platform/config/config.js';
import { connect } from '#platform/database-roles/bring-up-to-date.js';
import { TABLES } from '#platform/database-roles/privileges.js';
import { setUpRoles } from '#platform/database-roles/set-up-roles.js';
import type { RolesReport, WantedRole } from '#platform/database-roles/set-up-roles.js';
import { refuse } from '#platform/deciding/refusal.js';
import { table } from '../table.js';

interface Options {
  readonly application?: string;
  readonly owner?: string;
  readonly passwords?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('database')
    .description('the PostgreSQL of DATABASE_URL')
    .command('roles')
    .description('sets up two roles, one that owns the log and one for the application, which cannot change it; run with an administrator’s address in GRIDLEDGER_ADMIN_URL (docs/how-to/run-on-your-own-postgresql.md)')
    .option('--application <name>', 'the role the application connects as (default: that of DATABASE_URL, else gridledger_application)')
    .option('--owner <name>', 'the role that owns the log (default: that of GRIDLEDGER_MIGRATION_URL, else gridledger_owner)')
    .option('--passwords', 'set the passwords of the two addresses also for roles that exist')
    .option('--dry-run', 'show the statements and run none')
    .option('--json', 'as JSON')
    .action(async (options: Options) => {
      const config = readConfig(process.env);
      const url = administratorUrl(config);
      const owner = wanted(options.owner, config.migrationUrl, 'gridledger_owner');
      const application = wanted(options.application, config.databaseUrl, 'gridledger_application');
      const client = await connect(url, 'gridledger database roles');
      try {
        const report = await setUpRoles(client, { owner, application, passwords: options.passwords, dryRun: options.dryRun });
        process.stdout.write(options.json ? `${JSON.stringify({ ...report, dryRun: options.dryRun === true, privileges: TABLES }, null, 2)}\n` : text(report, new URL(url), options.dryRun === true));
      } finally {
        await client.end();
      }
    });
}

function administratorUrl({ adminUrl, databaseUrl, migrationUrl }: Config): string {
  if (!adminUrl) {
    throw refuse('no-administrator', 'GRIDLEDGER_ADMIN_URL is not set: expected is the address of the database with a role that may create roles, postgresql://ADMINISTRATOR:PASSWORD@HOST:PORT/DATABASE. (The embedded database has its two roles already.)', 400);
  }
  const database = new URL(adminUrl).pathname;
  for (const [name, url] of [['DATABASE_URL', databaseUrl], ['GRIDLEDGER_MIGRATION_URL', migrationUrl]] as const) {
    if (url && new URL(url).pathname !== database) throw refuse('other-database', `GRIDLEDGER_ADMIN_URL names the database ${database.slice(1)}, ${name} the database ${new URL(url).pathname.slice(1)}: they must be the same.`, 400);
  }
  return adminUrl;
}

/** A role by its name; the password is taken from the address only if the address is that role's. */
function wanted(given: string | undefined, url: string | null, otherwise: string): WantedRole {
  const address = url ? new URL(url) : null;
  const inAddress = address?.username ? decodeURIComponent(address.username) : undefined;
  const name = given ?? inAddress ?? otherwise;
  const password = address && inAddress === name && address.password !== '' ? decodeURIComponent(address.password) : null;
  return { name, password };
}

function text({ database, owner, application, created, statements }: RolesReport, { host }: URL, dryRun: boolean): string {
  if (dryRun) return `${statements.map((statement) => `${statement};`).join('\n')}\n`;
  const rights = Object.entries(TABLES).map(([name, { may, updates, because }]) => [name, [...may, ...(updates ? [`UPDATE (${updates.join(', ')})`] : [])].join(', '), because]);
  const made = created.map(({ name, password }) => `The role ${name} was made${password ? ', with the password of its address.' : '; it has no password yet: \\password in psql sets one.'}\n`).join('');
  return `${made}${owner} owns the log of the database ${database}; ${application} may do this with it and no more:

${table(['table', application, 'because'], rights)}
Read models lie in the schemas read_model and read_model_building, which are the application's own.
  DATABASE_URL=postgresql://${application}:…@${host}/${database}
  GRIDLEDGER_MIGRATION_URL=postgresql://${owner}:…@${host}/${database}   (needed when a new release is started)
`;
}
