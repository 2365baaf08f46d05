import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { MasterKey } from './master-key.js';
import { Vault } from './vault.js';

let database: TestDatabase;
let vault: Vault;
const master = new MasterKey(Buffer.alloc(32, 7), '/nonexistent');
beforeAll(async () => {
  database = await openTestDatabase();
  vault = new Vault(database.pool, master);
});
afterAll(() => database.close());

const person = { name: '王小明', phone: '138 0013 8000' };

describe('personal data', () => {
  it('comes back under the key of its subject, and looks different each time it is encrypted', async () => {
    const ring = await vault.keys(['customer:1']);
    const [one, two] = [ring.encrypt('customer:1', person, 'personal'), ring.encrypt('customer:1', person, 'personal')];
    expect(one).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
    expect(one).not.toBe(two);
    expect(ring.decrypt('customer:1', one, 'personal')).toEqual(person);
    expect(await vault.decrypt('customer:1', two, 'personal')).toEqual(person);
  });

  it('cannot be moved to another subject or field, nor altered', async () => {
    const ring = await vault.keys(['customer:2', 'customer:3']);
    const text = ring.encrypt('customer:2', person, 'personal');
    expect(() => ring.decrypt('customer:3', text, 'personal')).toThrow('altered or belongs elsewhere');
    expect(() => ring.decrypt('customer:2', text, 'informant')).toThrow('altered or belongs elsewhere');
    const altered = text.slice(0, -1) + (text.endsWith('A') ? 'Q' : 'A');
    expect(() => ring.decrypt('customer:2', altered, 'personal')).toThrow('altered or belongs elsewhere');
    expect(() => ring.decrypt('customer:2', 'v2.x.y', 'personal')).toThrow('unknown form');
  });

  it('is compared by a hash that differs from subject to subject and stays the same for one', async () => {
    const ring = await vault.keys(['customer:4', 'customer:5']);
    expect(ring.hash('customer:4', person)).toBe((await vault.keys(['customer:4'])).hash('customer:4', { phone: person.phone, name: person.name }));
    expect(ring.hash('customer:4', person)).not.toBe(ring.hash('customer:5', person));
    expect(ring.hash('customer:4', person)).not.toBe(ring.hash('customer:4', { ...person, phone: '1' }));
  });

  it('is gone for good when the key is destroyed, and no second key is made under that name', async () => {
    const text = (await vault.keys(['customer:6'])).encrypt('customer:6', person, 'personal');
    await vault.destroyKey('customer:6');
    const { rows } = await database.pool.query("SELECT wrapped FROM subject_key WHERE subject = 'customer:6'");
    expect(rows).toEqual([{ wrapped: null }]);
    const ring = await vault.keys(['customer:6']);
    expect(ring.has('customer:6')).toBe(false);
    expect(ring.decrypt('customer:6', text, 'personal')).toBeNull();
    expect(() => ring.encrypt('customer:6', person, 'personal')).toThrow('it was erased');
    expect(() => ring.hash('customer:6', person)).toThrow('it was erased');
  });

  it('gets thousands of keys at once, the same ones for all who ask at the same time', async () => {
    const subjects = Array.from({ length: 6000 }, (_, i) => `customer:many-${i}`);
    const [one, two] = await Promise.all([vault.keys(subjects), vault.keys([...subjects].reverse())]);
    expect(subjects.filter((subject) => one.hash(subject, 'x') !== two.hash(subject, 'x'))).toEqual([]);
  });

  it('makes no key for those who only look', async () => {
    expect((await vault.knownKeys(['customer:7'])).has('customer:7')).toBe(false);
    expect((await database.pool.query("SELECT FROM subject_key WHERE subject = 'customer:7'")).rowCount).toBe(0);
  });

  it('is not read with another master key, nor is a wrapped key taken for another subject', async () => {
    await vault.keys(['customer:8', 'customer:9']);
    await expect(new Vault(database.pool, new MasterKey(Buffer.alloc(32, 8), '/nonexistent')).keys(['customer:8'])).rejects.toThrow('another master key');
    await database.pool.query("UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE subject = 'customer:9') WHERE subject = 'customer:8'");
    await expect(vault.keys(['customer:8'])).rejects.toThrow('another master key');
  });
});

describe('the master key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridledger-key-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made at first use, readable by its owner only, and found again', () => {
    const file = join(folder, 'keys', 'master.key');
    const key = new MasterKey(null, file).bytes();
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new MasterKey(null, file).bytes()).toEqual(key);
    expect(readFileSync(file, 'utf8').trim()).toBe(key.toString('base64'));
  });

  it('is refused when its file is damaged, and never replaced by another one', () => {
    const file = join(folder, 'damaged.key');
    writeFileSync(file, 'oops');
    expect(() => new MasterKey(null, file).bytes()).toThrow('is damaged');
    const other = new MasterKey(null, join(folder, 'keys', 'master.key'));
    expect(() => other.adopt(Buffer.alloc(32, 1))).toThrow('another master key');
    const fresh = new MasterKey(null, join(folder, 'fresh.key'));
    fresh.adopt(Buffer.alloc(32, 1));
    expect(new MasterKey(null, join(folder, 'fresh.key')).bytes()).toEqual(Buffer.alloc(32, 1));
  });
});
