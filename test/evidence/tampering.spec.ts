import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenPackages, verify, type GivenPackages } from './given-package.js';

// Whatever is changed in a package, the verifier says so; it never crashes. Seeded, so that a failing trial can be repeated.

const SEED = Number(process.env.TAMPER_SEED ?? 20261125);
const TRIALS = Number(process.env.TAMPER_TRIALS ?? 150);

let given: GivenPackages;
let zip: string;
let bag: string;
beforeAll(async () => {
  given = await givenPackages();
  bag = await given.pack('bag', {});
  zip = await given.pack('bag.zip', {});
});
afterAll(() => given.close());

const names = (folder: string, prefix = ''): string[] =>
  readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? names(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`]));
const failing = async (path: string): Promise<string[]> => (await verify(path)).checks.filter(({ status }) => status === 'fail').map(({ id }) => id);

/** A copy of the bag to spoil. */
async function spoiled(spoil: (copy: string) => void): Promise<string[]> {
  const copy = join(given.folder, 'spoiled');
  rmSync(copy, { recursive: true, force: true });
  cpSync(bag, copy, { recursive: true });
  spoil(copy);
  return failing(copy);
}

describe('a package of which something was changed', () => {
  it('fails whichever file is dropped', async () => {
    for (const name of names(bag)) expect([name, await spoiled((copy) => unlinkSync(join(copy, name)))]).toEqual([name, expect.arrayContaining([expect.anything()])]);
  });

  it('fails whichever file has a byte more or less', async () => {
    for (const name of names(bag)) {
      expect([name, await spoiled((copy) => writeFileSync(join(copy, name), '\n', { flag: 'a' }))]).toEqual([name, expect.arrayContaining([expect.anything()])]);
      if (statSync(join(bag, name)).size === 0) continue;
      expect([name, await spoiled((copy) => truncateSync(join(copy, name), Math.max(0, statSync(join(copy, name)).size - 1)))]).toEqual([name, expect.arrayContaining([expect.anything()])]);
    }
  });

  it('fails for a foreign file, an empty folder, a link', async () => {
    expect(await spoiled((copy) => writeFileSync(join(copy, 'data/extra.txt'), 'x'))).toContain('container');
    expect(await spoiled((copy) => writeFileSync(join(copy, 'extra.txt'), 'x'))).toContain('container');
    expect(await spoiled((copy) => mkdirSync(join(copy, 'data/empty')))).toContain('container');
    expect(await spoiled((copy) => {
      unlinkSync(join(copy, 'data/statements.json'));
      symlinkSync('/etc/hostname', join(copy, 'data/statements.json'));
    })).toContain('container');
  });

  it('names the kind of what was changed: an event, a proof, a score', async () => {
    const change = (name: string, from: string | RegExp, to: string) => spoiled((copy) => writeFileSync(join(copy, name), readFileSync(join(copy, name), 'utf8').replace(from, to)));
    expect(await change('data/events.tsv', '"amount_fen":"12050"', '"amount_fen":"12051"')).toEqual(expect.arrayContaining(['manifest', 'inclusion', 'completeness']));
    expect(await change('data/events.tsv', /^.*BillIssued.*\n/m, '')).toEqual(expect.arrayContaining(['inclusion', 'completeness', 'scores']));
    expect(await change('data/proofs/nodes.txt', /^./, (readFileSync(join(bag, 'data/proofs/nodes.txt'), 'utf8')[0] === '0' ? '1' : '0'))).toEqual(expect.arrayContaining(['inclusion']));
    expect(await change('data/scores/001.json', '"total":"80.00"', '"total":"90.00"')).toEqual(expect.arrayContaining(['scores']));
    expect(await change('data/explanations/001.zh.json', '拖欠', '未欠')).toEqual(expect.arrayContaining(['explanations']));
    expect(await change('data/editions/s001-2018.json', '"value":"-10"', '"value":"-11"')).toEqual(expect.arrayContaining(['scores']));
  });

  it(`fails at any single byte of the zip (${TRIALS} random ones, seed ${SEED})`, async () => {
    const whole = readFileSync(zip);
    const random = mulberry32(SEED);
    const path = join(given.folder, 'spoiled.zip');
    // A report takes most of the bytes: half of the trials go to places chosen by file instead.
    for (let trial = 0; trial < TRIALS; trial++) {
      const bytes = Buffer.from(whole);
      const at = Math.floor(random() * (trial % 2 === 0 ? whole.length : Math.min(whole.length, 60_000)));
      bytes[at] ^= 1 << Math.floor(random() * 8);
      writeFileSync(path, bytes);
      const found = await failing(path);
      if (found.length === 0) throw new Error(`nothing was found wrong although byte ${at} was changed (seed ${SEED}, trial ${trial})`);
    }
  });

  it('fails however a zip is cut short, continued or doubled', async () => {
    const whole = readFileSync(zip);
    const path = join(given.folder, 'spoiled.zip');
    for (const bytes of [Buffer.alloc(0), whole.subarray(0, 10), whole.subarray(0, whole.length - 1), whole.subarray(1), Buffer.concat([whole, Buffer.of(0)]), Buffer.concat([whole, whole]), Buffer.from('not a zip at all, but long enough to be one')]) {
      writeFileSync(path, bytes);
      expect(await failing(path)).toContain('container');
    }
  });
});

/** A small seeded generator (Tommy Ettinger's mulberry32), for places only. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
