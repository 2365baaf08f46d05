import { afterEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Spool } from './spool.js';

let spool: Spool | undefined;
afterEach(() => {
  spool?.remove();
  spool = undefined;
});

describe('a spool', () => {
  it('gives each part what was added to it, in that order, however it falls on blocks', async () => {
    spool = new Spool(3);
    const expected: Buffer[][] = [[], [], []];
    const lengths = [1, 100, 32_767, 32_768, 32_769, 5, 100_000, 0, 65_536];
    for (let i = 0; i < 90; i++) {
      const bytes = randomBytes(lengths[i % lengths.length] + 20);
      // The third part stays empty.
      const part = i % 2;
      spool.add(part, bytes, 10, bytes.length - 10);
      expected[part].push(bytes.subarray(10, bytes.length - 10));
    }
    spool.finish();
    for (const part of [1, 0, 2]) expect((await spool.take(part)).equals(Buffer.concat(expected[part]))).toBe(true);
  });
});
