import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { commandPages } from './command-pages.js';
import { closeApp, openApp } from './open-app.js';

// Writes docs/commands anew: node apps/cli/bin/run.mjs apps/cli/src/write-command-pages.ts
const folder = join(CHECKOUT, 'docs/commands');
const pages = commandPages((await openApp()).get(CommandRegistry).list());
await closeApp();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
process.stdout.write(`${pages.size} pages in docs/commands\n`);
