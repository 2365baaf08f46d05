import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { COMMAND_LINE } from '#access/table/command-line.js';
import { COMMANDS } from '#access/table/commands.js';
import { permissionPage } from '#access/table/permission-page.js';
import { ROUTES } from '#access/table/routes.js';
import { wordsOf } from '#apps/cli/src/acting.js';
import { commandLine } from '#apps/cli/src/main.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { openService, type Service } from '../support/open-service.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
});
afterAll(() => service.close());

/** What express has mounted, as the table writes it. */
function mounted(): string[] {
  const { router } = service.running.app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] } };
  return router.stack.flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []));
}

const lacking = (doors: readonly string[], table: object, file: string): string[] =>
  doors.filter((door) => !Object.hasOwn(table, door)).map((door) => `${door}: add it to libs/access/src/table/${file} with the permission it takes (one of permissions.ts), then run apps/cli/src/write-permission-page.ts`);

describe('the one table of permissions', () => {
  it('has an entry for every route that is mounted: a door without one is closed to everybody', () => {
    expect(mounted().length).toBeGreaterThan(25);
    expect(lacking(mounted(), ROUTES, 'routes.ts')).toEqual([]);
  });

  it('has an entry for every command that records', () => {
    expect(lacking(service.running.app.get(CommandRegistry).list().map(({ name }) => name), COMMANDS, 'commands.ts')).toEqual([]);
  });

  it('has an entry for every command of the command line that does something', async () => {
    const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
    const program = await commandLine(() => Promise.reject(new Error('nothing is opened')), sources);
    const acting = program.commands.flatMap(all).filter((command) => (command as unknown as { _actionHandler: unknown })._actionHandler !== null).map(wordsOf);
    expect(acting.length).toBeGreaterThan(25);
    expect(lacking(acting, COMMAND_LINE, 'command-line.ts')).toEqual([]);
  });

  it('is told in docs/permissions.md as it stands', () => {
    expect(readFileSync(join(CHECKOUT, 'docs/permissions.md'), 'utf8')).toBe(permissionPage());
  });
});

/** The commands are found in their folder, which holds TypeScript here and JavaScript in the product. */
const sources = '.ts';
