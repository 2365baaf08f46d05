import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { layFactsBeside } from './lay-facts-beside.js';

const SAMPLE = join(CHECKOUT, 'apps/cli/sample/arrears');
let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'gridledger-lay-'))));
afterEach(() => rmSync(home, { recursive: true }));

const order = (name: string) => ({ existing: SAMPLE, folder: join(home, name), seed: 'demo', from: '2005-04', months: 6, frequency: 8 });

describe('simulated facts laid beside the bundled sample', () => {
  it('make one folder with it, its own files untouched', () => {
    const { customers, rows } = layFactsBeside(order('both'));
    expect(customers).toBe(1_500);
    expect(rows).toBeGreaterThan(200);
    expect(readdirSync(join(home, 'both'))).toHaveLength(12);
    for (const name of readdirSync(SAMPLE)) expect(readFileSync(join(home, 'both', name)).equals(readFileSync(join(SAMPLE, name)))).toBe(true);
  });

  it('are about its customers, within its months', () => {
    layFactsBeside(order('both'));
    const [header, ...lines] = readFileSync(join(home, 'both', 'violations.csv'), 'utf8').trimEnd().split('\n');
    expect(header).toBe('case_no,customer_no,kind,occurred_on,confirmed_on,withdrawn_on');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^(C00\d{4})-V\d{3},\1,[a-z_]+,2005-0[4-9]-\d\d,(2005-0[4-9]-\d\d)?,(2005-0[4-9]-\d\d)?$/);
  });
});
