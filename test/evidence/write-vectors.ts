import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { vectors } from './vectors.js';

// Writes the test vectors of the evidence format anew. They change only with a new version of the format.
writeFileSync(join(CHECKOUT, 'docs/evidence-vectors.json'), `${JSON.stringify(vectors(), null, 2)}\n`);
