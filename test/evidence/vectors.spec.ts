import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { vectors } from './vectors.js';

describe('the test vectors of the evidence format', () => {
  it('in docs/evidence-vectors.json are what this release makes (else: node apps/cli/bin/run.mjs test/evidence/write-vectors.ts, and a new version of the format)', () => {
    expect(vectors()).toEqual(JSON.parse(readFileSync(join(CHECKOUT, 'docs/evidence-vectors.json'), 'utf8')));
  });
});
