import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFileWhole } from './write-file-whole.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridledger-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file that is written whole or not at all', () => {
  it('given a folder that exists, then the file holds what was written and nothing else is left', async () => {
    expect(await writeFileWhole(join(folder, 'scores.csv'), async (out) => out.write('a\n'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['scores.csv']);
    expect(readFileSync(join(folder, 'scores.csv'), 'utf8')).toBe('a\n');
  });

  it.each([['a missing folder', 'missing/scores.csv', 'ENOENT'], ['a folder itself', '.', 'is not a file']])('given %s, then one sentence says so and nothing is left', async (_, path, code) => {
    const refused = writeFileWhole(`${folder}/${path}`, async (out) => out.write('a\n'));
    await expect(refused).rejects.toMatchObject({ status: 400, reasons: [{ code: 'file-not-writable', message: expect.stringContaining(code) }] });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('given a device, then it is left alone', async () => {
    await expect(writeFileWhole(devNull, async (out) => out.write('a\n'))).rejects.toMatchObject({ status: 400 });
    expect(statSync(devNull).isFile()).toBe(false);
  });

  it('given writing that breaks off, then no half of the file stays', async () => {
    await expect(writeFileWhole(join(folder, 'scores.csv'), async (out) => {
      out.write('half');
      throw new Error('broken off');
    })).rejects.toThrow('broken off');
    expect(readdirSync(folder)).toEqual([]);
  });
});
