#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, checkoutRoot } from './build.mjs';

process.setSourceMapsEnabled(true);
await build();
const { main } = await import(pathToFileURL(join(checkoutRoot, 'dist/apps/cli/src/main.js')).href);
await main(process.argv);
