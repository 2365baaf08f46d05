import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MasterKey } from './master-key.js';

const folder = mkdtempSync(join(tmpdir(), 'gridledger-key-'));
const file = join(folder, 'keys', 'master.key');
afterAll(() => rmSync(folder, { recursive: true }));

describe('the master key', () => {
  it('is made at first use, readable by its owner only, and found again', () => {
    const key = new MasterKey(null, file).bytes();
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new MasterKey(null, file).bytes()).toEqual(key);
    expect(readFileSync(file, 'utf8').trim()).toBe(key.toString('base64'));
  });

  it('is refused when its file is damaged', () => {
    writeFileSync(join(folder, 'damaged.key'), 'oops');
    expect(() => new MasterKey(null, join(folder, 'damaged.key')).bytes()).toThrow('is damaged');
  });

  it('is succeeded by one that is the same however often the rotation is begun, and nothing of the old one stays', () => {
    const before = new MasterKey(null, file);
    const { from, to } = before.succession();
    expect(new MasterKey(null, file).succession()).toEqual({ from, to });
    expect(new MasterKey(null, file).candidates()).toEqual([from, to]);
    before.succeed();
    expect([before.bytes(), new MasterKey(null, file).bytes()]).toEqual([to, to]);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['master.key']);
  });

  it('from the configuration is succeeded by the configured one, its predecessor beside it', () => {
    const [old, present] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    expect(new MasterKey(present, '/nowhere', old).succession()).toEqual({ from: old, to: present });
    expect(() => new MasterKey(present, '/nowhere').succession()).toThrow('GRIDLEDGER_MASTER_KEY_OLD');
  });
});
