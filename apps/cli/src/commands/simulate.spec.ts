import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from './simulate.js';

let home: string;
let said: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gridledger-simulate-'));
  said = '';
  jest.spyOn(console, 'log').mockImplementation((line) => void (said += `${line}\n`));
  jest.spyOn(console, 'error').mockImplementation((line) => void (said += `${line}\n`));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(home, { recursive: true });
});

/** The exit code. */
async function run(...options: string[]): Promise<number> {
  const program = new Command('gridledger').exitOverride().configureOutput({ writeErr: (text) => void (said += text) });
  register(program);
  try {
    await program.parseAsync(['node', 'gridledger', 'simulate', ...options]);
    return 0;
  } catch (error) {
    return (error as { exitCode: number }).exitCode;
  }
}
const order = (folder: string): string[] => [join(home, folder), '--customers', '5', '--months', '3', '--seed', 'a'];

describe('gridledger simulate', () => {
  it('writes the folder and says what it holds', async () => {
    expect(await run(...order('out'), '--outcomes', join(home, 'outcomes.csv'))).toBe(0);
    expect(readdirSync(join(home, 'out'))).toHaveLength(14);
    expect(readdirSync(home)).toContain('outcomes.csv');
    expect(said).toMatch(/^\d+ rows about 5 customers over 3 months from 2023-01 written to /);
  });

  it.each([
    ['no customers', ['--customers', '0'], '--customers must be a whole number'],
    ['months that are no number', ['--months', '1e3'], '--months must be a whole number'],
    ['a month that does not exist', ['--from', '2023-13'], '--from must be a month'],
    ['a day for a month', ['--from', '2023-01-01'], '--from must be a month'],
    ['no seed', ['--seed', ''], '--seed must not be empty'],
  ])('refuses %s in one sentence, with exit code 2, and writes nothing', async (_, options, sentence) => {
    expect(await run(...order('out'), ...options)).toBe(2);
    expect(said).toContain(sentence);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(home)).toEqual([]);
  });

  it('refuses a folder in use, and outcomes inside of the folder', async () => {
    await run(...order('out'));
    said = '';
    expect(await run(...order('out'))).toBe(2);
    expect(said).toContain('is not empty');
    expect(await run(...order('new'), '--outcomes', join(home, 'new', 'outcomes.csv'))).toBe(2);
    expect(said).toContain('outside of the folder');
  });
});
