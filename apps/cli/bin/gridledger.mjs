#!/usr/bin/env -S node --max-semi-space-size=32 --min-semi-space-size=16
// A large young generation: an import makes millions of short-lived values, and collecting them was a fifth of its time.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, checkoutRoot } from './build.mjs';

process.setSourceMapsEnabled(true);
await build();
const { main } = await import(pathToFileURL(join(checkoutRoot, 'dist/apps/cli/src/main.js')).href);
await main(process.argv);
