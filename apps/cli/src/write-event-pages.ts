import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventTypes } from '#platform/event-store/event-types.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_TYPES, PROJECTOR } from '#platform/tokens.js';
import { eventPages } from './event-pages.js';
import { closeApp, openApp } from './open-app.js';

// Writes docs/events anew: node apps/cli/bin/run.mjs apps/cli/src/write-event-pages.ts
const folder = join(CHECKOUT, 'docs/events');
const app = await openApp();
const pages = eventPages(app.get<EventTypes>(EVENT_TYPES).list(), app.get<Projector>(PROJECTOR).projections);
await closeApp();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
process.stdout.write(`${pages.size} pages in docs/events\n`);
