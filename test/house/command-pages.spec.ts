import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandPages } from '#apps/cli/src/command-pages.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product?.close());

describe('docs/commands', () => {
  it('is fresh: run `node apps/cli/bin/run.mjs apps/cli/src/write-command-pages.ts` after a command has changed', () => {
    const pages = commandPages(product.app.get(CommandRegistry).list());
    const folder = join(CHECKOUT, 'docs/commands');
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    for (const [name, text] of pages) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('shows examples that the commands take', () => {
    for (const { name, schema, example } of product.app.get(CommandRegistry).list()) expect([name, schema.safeParse(example).error?.issues ?? []]).toEqual([name, []]);
  });
});
