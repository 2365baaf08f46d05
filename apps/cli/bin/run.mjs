// Runs one TypeScript file of the checkout: node apps/cli/bin/run.mjs test/bench/bench.ts [ARGUMENTS]
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, checkoutRoot } from './build.mjs';

process.setSourceMapsEnabled(true);
await build();
const file = process.argv.splice(2, 1)[0];
await import(pathToFileURL(join(checkoutRoot, 'dist', file.replace(/\.ts$/, '.js'))).href);
