import { ROLES } from '../person.js';
import { COMMAND_LINE } from './command-line.js';
import { COMMANDS } from './commands.js';
import { PERMISSIONS, type Permission } from './permissions.js';
import { ROUTES } from './routes.js';

const HEADING = `# Who may

Written by \`node apps/cli/bin/run.mjs apps/cli/src/write-permission-page.ts\` from the one table in libs/access/src/table/; a test
walks every route and every command and asks each of them as every role. What is not in the table is refused to everybody.
**own**: only what is about the customer whom the token names. *purpose*: a purpose must be named (\`X-Purpose\`, \`--purpose\`).
A token with regions sees and changes only customers of these regions; a customer out of reach is answered like one that does
not exist. Why it is so: [decisions/access.md](decisions/access.md); how to let people in: [how-to/let-people-in.md](how-to/let-people-in.md).
`;

/** docs/permissions.md. */
export function permissionPage(): string {
  const rows = Object.entries(PERMISSIONS).map(([name, permission]) => `| \`${name}\` | ${permission.en} ${permission.zh} | ${ROLES.map((role) => cell(permission, role)).join(' | ')} |`);
  const uses = (all: Readonly<Record<string, { readonly permission: string; readonly look?: string }>>): string =>
    Object.entries(all).map(([what, { permission, look }]) => `| \`${what}\` | ${shown(permission)} | ${look ?? ''} |`).join('\n');
  return [
    HEADING,
    `## Permissions\n\n| permission | to … | ${ROLES.map((role) => role.replace('-', ' ')).join(' | ')} |\n|---|---|${ROLES.map(() => '---').join('|')}|\n${rows.join('\n')}\n`,
    `## Routes\n\n| route | permission | recorded as a look |\n|---|---|---|\n${uses(ROUTES)}\n`,
    `## Commands that record\n\nOver HTTP (\`POST /commands/NAME\`) and by \`npx gridledger record NAME\`.\n\n| command | permission |\n|---|---|\n${Object.entries(COMMANDS).map(([name, permission]) => `| \`${name}\` | \`${permission}\` |`).join('\n')}\n`,
    `## Command line\n\n| npx gridledger … | permission | recorded as a look |\n|---|---|---|\n${uses(COMMAND_LINE)}\n`,
  ].join('\n');
}

const shown = (permission: string): string => (permission === 'public' ? 'none: answered without a token' : permission === 'record' ? 'that of the command it gives' : `\`${permission}\``);

function cell({ roles, purpose }: Permission, role: (typeof ROLES)[number]): string {
  const grant = roles[role];
  if (grant === undefined) return '';
  return `${grant === 'own' ? '**own**' : 'yes'}${grant === 'yes' && (purpose === 'everybody' || purpose?.includes(role)) ? ', *purpose*' : ''}`;
}
