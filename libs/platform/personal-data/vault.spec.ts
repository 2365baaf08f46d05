import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { KeySlots } from './key-slots.js';
import { MasterKey } from './master-key.js';
import { Vault } from './vault.js';

let database: TestDatabase;
let vault: Vault;
const slots = new KeySlots(mkdtempSync(join(tmpdir(), 'gridledger-ring-')));
const wrapping = { master: new MasterKey(Buffer.alloc(32, 7), '/nonexistent'), slots };
beforeAll(async () => {
  database = await openTestDatabase();
  vault = new Vault(database.pool, wrapping);
});
afterAll(async () => {
  await database.close();
  rmSync(slots.folder, { recursive: true });
});

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
    await vault.destroyKeys(['customer:6']);
    const { rows } = await database.pool.query("SELECT wrapped FROM subject_key WHERE subject = 'customer:6'");
    expect(rows).toEqual([{ wrapped: null }]);
    const ring = await vault.keys(['customer:6']);
    expect(ring.has('customer:6')).toBe(false);
    expect(ring.decrypt('customer:6', text, 'personal')).toBeNull();
    expect(() => ring.encrypt('customer:6', person, 'personal')).toThrow('it was erased');
    expect(() => ring.hash('customer:6', person)).toThrow('it was erased');
  });

  it('is gone also where an old copy of its row comes back, or the process was killed before the row was told', async () => {
    const text = (await vault.keys(['customer:10', 'customer:11'])).encrypt('customer:10', person, 'personal');
    const { rows } = await database.pool.query<{ wrapped: Buffer }>("SELECT wrapped FROM subject_key WHERE subject = 'customer:10'");
    await vault.destroyKeys(['customer:10']);
    await database.pool.query("UPDATE subject_key SET wrapped = $1, destroyed_at = NULL WHERE subject = 'customer:10'", [rows[0].wrapped]);
    const ring = await vault.keys(['customer:10', 'customer:11']);
    expect(ring.state('customer:10')).toBe('erased');
    expect(ring.decrypt('customer:10', text, 'personal')).toBeNull();
    expect(ring.has('customer:11')).toBe(true);
    await vault.destroyKeys(['customer:10']);
    expect((await database.pool.query("SELECT wrapped FROM subject_key WHERE subject = 'customer:10'")).rows).toEqual([{ wrapped: null }]);
  });

  it('that is restricted is handed out to the entitled only, until it is given back', async () => {
    const text = (await vault.keys(['customer:12'])).encrypt('customer:12', person, 'personal');
    await vault.restrict(['customer:12'], true);
    const daily = await vault.keys(['customer:12']);
    expect([daily.state('customer:12'), daily.has('customer:12'), daily.decrypt('customer:12', text, 'personal')]).toEqual(['restricted', false, null]);
    expect((await vault.knownKeys(['customer:12'], { entitled: true })).decrypt('customer:12', text, 'personal')).toEqual(person);
    await vault.restrict(['customer:12'], false);
    expect(await vault.decrypt('customer:12', text, 'personal')).toEqual(person);
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
    await expect(new Vault(database.pool, { master: new MasterKey(Buffer.alloc(32, 8), '/nonexistent'), slots }).keys(['customer:8'])).rejects.toThrow('another master key');
    await database.pool.query("UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE subject = 'customer:9') WHERE subject = 'customer:8'");
    await expect(vault.keys(['customer:8'])).rejects.toThrow('another master key');
  });
});
