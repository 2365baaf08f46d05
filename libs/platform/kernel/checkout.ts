import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout: where package.json and nest-cli.json lie, from the sources and from dist/ alike. */
export const CHECKOUT = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nest-cli.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('gridledger runs from its checkout: no nest-cli.json was found above the code');
    folder = parent;
  }
  return folder;
})();
