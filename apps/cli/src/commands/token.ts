import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import { ROLES, type Role } from '#access/person.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { personOfClaims } from '#access/tokens/person-of-claims.js';
import { readConfig } from '#platform/config/config.js';
import { refuse } from '#platform/deciding/refusal.js';
import { several } from '../step-options.js';

interface TokenOptions {
  role: Role[];
  region?: string[];
  customer?: string;
  subject?: string;
  expires: string;
  json?: boolean;
}

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };
const LONGEST_DAYS = 90;

export function register(program: Command): void {
  program
    .command('token')
    .description('makes a bearer token of the local issuer, whose key lies in the home folder: for the HTTP interface, and as GRIDLEDGER_TOKEN')
    .addOption(new Option('--role <role>', `what its holder is; may be given several times: ${ROLES.join(', ')}`).argParser(roleGiven).makeOptionMandatory())
    .option('--region <region>', 'only customers of this region; may be given several times', several)
    .option('--customer <no>', 'the customer whose own record it opens, with --role customer')
    .option('--subject <name>', 'whose it is: recorded with everything done (default: the customer number, else the user of the operating system)')
    .option('--expires <span>', `how long it is good, as 30m, 12h or 7d, at most ${LONGEST_DAYS}d`, '12h')
    .option('--json', 'as JSON')
    .action(async ({ role, region, customer, subject = customer ?? userInfo().username, expires, json }: TokenOptions) => {
      const { home, tokens } = readConfig(process.env);
      if (tokens.issuer !== null) throw refuse('external-issuer', `Tokens come from ${tokens.issuer} here (GRIDLEDGER_OIDC_ISSUER): the local issuer is out of use.`);
      if (role.includes('customer') !== (customer !== undefined)) throw refuse('token-customer', 'The role customer and --customer NO belong together: one’s own record is that of one customer.', 400);
      const validSeconds = spanOf(expires);
      const holder = personOfClaims({ sub: subject, roles: role, ...(region ? { region } : {}), ...(customer === undefined ? {} : { customer_no: customer }) }, LOCAL_CLAIMS);
      if (typeof holder === 'string') throw refuse('impossible-token', `No token can be made so: ${holder}.`, 400);
      const now = Math.floor(Date.now() / 1000);
      const token = await new LocalIssuer(home).sign({ subject, roles: role, regions: region, customerNo: customer, validSeconds }, tokens.audience, now);
      const until = new Date((now + validSeconds) * 1000).toISOString();
      if (json) return void process.stdout.write(`${JSON.stringify({ token, subject, roles: role, regions: region ?? null, customer_no: customer ?? null, expires: until }, null, 2)}\n`);
      process.stdout.write(`${token}\n`);
      process.stderr.write(`For ${subject}: ${role.join(', ')}${region ? `, in ${region.join(', ')}` : ''}${customer === undefined ? '' : `, of ${customer}`}; good until ${until}.\n`);
    });
}

const LOCAL_CLAIMS = { claims: { subject: 'sub', roles: 'roles', region: 'region', customer: 'customer_no' }, roleNames: {} };

function roleGiven(text: string, before: Role[] | undefined): Role[] {
  const role = ROLES.find((one) => one === text);
  if (!role) throw refuse('unknown-role', `--role: there is no role '${text}'; the roles are ${ROLES.join(', ')}.`, 400);
  return [...(before ?? []), role];
}

function spanOf(text: string): number {
  const parts = /^(\d{1,5})([mhd])$/.exec(text);
  const seconds = parts ? Number(parts[1]) * UNITS[parts[2]] : 0;
  if (seconds < 60 || seconds > LONGEST_DAYS * UNITS.d) throw refuse('impossible-span', `--expires '${text}' is no span from 1m to ${LONGEST_DAYS}d, as 30m, 12h or 7d.`, 400);
  return seconds;
}
