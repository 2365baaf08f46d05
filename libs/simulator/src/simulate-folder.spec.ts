import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { simulateFolder } from './simulate-folder.js';

let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'gridledger-simulate-'))));
afterEach(() => rmSync(home, { recursive: true }));

const order = (name: string) => ({ folder: join(home, name), customers: 40, months: 18, seed: '20230101', from: '2023-01' });

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

describe('a simulated folder', () => {
  it('has the same bytes on any machine and any day', async () => {
    await simulateFolder(order('a'));
    expect(fingerprint(join(home, 'a'))).toBe('6853b39cabfdabf1f6e6415b87eb428be94302226c1ada3433b60dc38c3bdcd5');
  });
  it('holds all fourteen files, each with its header, and counts the rows', async () => {
    const rows = await simulateFolder(order('a'));
    const texts = readdirSync(join(home, 'a')).map((name) => readFileSync(join(home, 'a', name), 'utf8'));
    expect(texts).toHaveLength(14);
    expect(texts.reduce((sum, text) => sum + text.split('\n').length - 2, 0)).toBe(rows);
  });
  it('does not change a customer when there are more of them', async () => {
    await simulateFolder(order('few'));
    await simulateFolder({ ...order('many'), customers: 45 });
    for (const name of readdirSync(join(home, 'few'))) {
      const few = readFileSync(join(home, 'few', name), 'utf8');
      expect(readFileSync(join(home, 'many', name), 'utf8').startsWith(few)).toBe(true);
    }
  });
  it('changes with the seed', async () => {
    await simulateFolder(order('a'));
    await simulateFolder({ ...order('b'), seed: 'another' });
    expect(fingerprint(join(home, 'a'))).not.toBe(fingerprint(join(home, 'b')));
  });
  it('packs the same bytes, with no time and no system in the header', async () => {
    await simulateFolder(order('plain'));
    await simulateFolder({ ...order('packed'), gzip: true });
    for (const name of readdirSync(join(home, 'plain'))) {
      const packed = readFileSync(join(home, 'packed', `${name}.gz`));
      expect(gunzipSync(packed).equals(readFileSync(join(home, 'plain', name)))).toBe(true);
      expect([...packed.subarray(4, 8), packed[9]]).toEqual([0, 0, 0, 0, 255]);
    }
  });
  it('says who defaulted afterwards, in a file beside the folder', async () => {
    const outcomes = join(home, 'outcomes.csv');
    await simulateFolder({ ...order('a'), outcomes });
    const [header, ...lines] = readFileSync(outcomes, 'utf8').trimEnd().split('\n');
    expect(header).toBe('customer_no,defaulted');
    expect(lines.every((line) => /^S\d{7},[01]$/.test(line))).toBe(true);
    expect(lines.some((line) => line.endsWith(',1'))).toBe(true);
  });
  it('is refused where the folder is in use', async () => {
    writeFileSync(join(home, 'here'), '');
    await expect(simulateFolder({ ...order('a'), folder: home })).rejects.toThrow('is not empty');
    await expect(simulateFolder(order('here'))).rejects.toThrow('is not a folder');
  });
});
