import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { writeBatch } from '../event-store/append-batch.js';
import { prepareAppend } from '../event-store/envelope.js';
import { AnyEventType } from '../event-store/event-types.js';
import { KeySlots } from '../personal-data/key-slots.js';
import { MasterKey } from '../personal-data/master-key.js';
import { Vault } from '../personal-data/vault.js';
import { backup } from './backup.js';
import { restore } from './restore.js';

const passphrase = 'correct horse battery';
const context = { actor: 'clerk', origin: 'live' as const, correlationId: 'c', causationId: null };
const folder = mkdtempSync(join(tmpdir(), 'gridledger-backup-'));
const file = join(folder, 'full.backup');
const keysIn = (name: string) => ({ master: new MasterKey(null, join(folder, name, 'master.key')), slots: new KeySlots(join(folder, name, 'ring')) });
const keys = keysIn('here');
let source: TestDatabase;
let target: TestDatabase;
let sealed: string;

beforeAll(async () => {
  source = await openTestDatabase();
  const store = source.store();
  const ring = await new Vault(source.pool, keys).keys(['customer:1', 'customer:2', 'odd\\\t:3']);
  sealed = ring.encrypt('customer:1', { name: '李雷' }, 'personal');
  await new Vault(source.pool, keys).destroyKeys(['customer:2']);
  const events = () => Array.from({ length: 40 }, (_, i) => ({ type: 'Happened', version: 1, occurredOn: '2024-01-01', customers: ['1'], payload: { text: `${i} 电\\\n"`, filler: randomBytes(600).toString('base64') } }));
  await Promise.all(Array.from({ length: 30 }, (_, i) => store.append({ stream: `s-${i}`, expectedRevision: 'no_stream', events: events(), context })));
  await store.settle();
  // Committed, and numbered by nobody: a store would wake its sequencer now or while the specs run.
  await store.close();
  await writeBatch(source.pool, [prepareAppend({ stream: 'unnumbered', expectedRevision: 'no_stream', events: events().slice(0, 1), context }, new AnyEventType())]);
  await backup(source.pool, keys, file, { passphrase });
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  target = await openTestDatabase();
});
afterEach(() => target.close());

const wholeLog = async ({ pool }: TestDatabase) =>
  (await pool.query('SELECT p.position, p.recorded_at, e.stream, e.revision, e.event_id, e.envelope, e.payload FROM event e LEFT JOIN event_position p USING (seq) ORDER BY e.stream, e.revision')).rows;
const isEmpty = async ({ pool }: TestDatabase) => (await pool.query('SELECT FROM event UNION ALL SELECT FROM subject_key')).rowCount === 0;

/** The backup with one change. */
function altered(change: (bytes: Buffer) => Buffer): string {
  const copy = join(folder, 'altered.backup');
  writeFileSync(copy, change(readFileSync(file)));
  return copy;
}

describe('a backup', () => {
  it('is whole, sealed and readable by its owner only', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('Happened')).toBe(false);
    expect(readdirSync(folder)).not.toContainEqual(expect.stringContaining('partial'));
  });

  it('brings back the same log and keys in an empty store of another machine, which then goes on', async () => {
    const restoredKey = keysIn('other');
    const { rows } = await restore(target.ownerPool, restoredKey, file, { passphrase });
    expect(rows).toMatchObject({ event: 1201, subject_key: 3 });
    const log = await wholeLog(target);
    expect(log).toEqual(await wholeLog(source));
    expect(log.filter(({ position }) => position === null).map(({ stream }) => stream)).toEqual(['unnumbered']);
    const vault = new Vault(target.pool, restoredKey);
    expect(await vault.decrypt('customer:1', sealed, 'personal')).toEqual({ name: '李雷' });
    expect((await vault.keys(['customer:2'])).has('customer:2')).toBe(false);
    const store = target.store();
    await store.append({ stream: 's-1', expectedRevision: 39, events: [{ type: 'Happened', version: 1, occurredOn: '2024-01-01', customers: [], payload: {} }], context });
    expect(await store.settle()).toBe(1202);
  });

  it('keeps the master key that is there and wraps the keys under it', async () => {
    const own = { master: new MasterKey(Buffer.alloc(32, 5), '/nowhere'), slots: new KeySlots(join(folder, 'own')) };
    await restore(target.ownerPool, own, file, { passphrase });
    expect(await new Vault(target.pool, own).decrypt('customer:1', sealed, 'personal')).toEqual({ name: '李雷' });
    expect((await new Vault(target.pool, own).keys(['odd\\\t:3'])).has('odd\\\t:3')).toBe(true);
  });

  it('brings nobody back who was erased since: by the key ring of this machine, or by the log that is restored', async () => {
    await new Vault(source.pool, keys).keys(['customer:4', 'customer:5']);
    const later = join(folder, 'later.backup');
    await backup(source.pool, keys, later, { passphrase });
    await new Vault(source.pool, keys).destroyKeys(['customer:4']);
    const erased = async (at: typeof keys, erasedIn: string[] = []) => {
      const one = await openTestDatabase();
      await restore(one.ownerPool, at, later, { passphrase, erasedIn: async () => erasedIn });
      const ring = await new Vault(one.pool, at).keys(['customer:1', 'customer:4', 'customer:5']);
      await one.close();
      return ['customer:1', 'customer:4', 'customer:5'].filter((subject) => !ring.has(subject));
    };
    expect(await erased(keys)).toEqual(['customer:4']);
    expect(await erased(keysIn('third'), ['customer:5'])).toEqual(['customer:5']);
  });

  it('is not restored over records', async () => {
    await restore(target.ownerPool, keys, file, { passphrase });
    await expect(restore(target.ownerPool, keys, file, { passphrase })).rejects.toMatchObject({ reasons: [{ code: 'store-not-empty' }] });
  });

  it.each([
    ['a wrong passphrase', () => file, 'incorrect horse battery', 'wrong-passphrase'],
    ['a file cut in a chunk', () => altered((bytes) => bytes.subarray(0, bytes.length - 5)), passphrase, 'backup-cut'],
    ['a file cut between chunks', () => altered((bytes) => bytes.subarray(0, firstChunkEnd(bytes))), passphrase, 'backup-cut'],
    ['a file cut in its head', () => altered((bytes) => bytes.subarray(0, 25)), passphrase, 'backup-cut'],
    ['a file with one bit turned', () => altered((bytes) => ((bytes[bytes.length - 40] ^= 1), bytes)), passphrase, 'backup-altered'],
    ['a file with something behind', () => altered((bytes) => Buffer.concat([bytes, Buffer.from('x')])), passphrase, 'backup-altered'],
    ['another file', () => altered(() => Buffer.from('customer_no,name\n')), passphrase, 'no-backup'],
    ['no file', () => join(folder, 'missing'), passphrase, 'file-unreadable'],
  ])('refuses %s and writes nothing', async (_, path, phrase, code) => {
    await expect(restore(target.ownerPool, keys, path(), { passphrase: phrase })).rejects.toMatchObject({ reasons: [{ code }] });
    expect(await isEmpty(target)).toBe(true);
  });

  it('refuses a weak passphrase, a file that exists and a folder that does not', async () => {
    await expect(backup(source.pool, keys, join(folder, 'b'), { passphrase: 'short' })).rejects.toMatchObject({ reasons: [{ code: 'weak-passphrase' }] });
    await expect(backup(source.pool, keys, file, { passphrase })).rejects.toMatchObject({ reasons: [{ code: 'file-exists' }] });
    await expect(backup(source.pool, keys, join(folder, 'no', 'b'), { passphrase })).rejects.toMatchObject({ reasons: [{ code: 'file-unwritable' }] });
    expect(existsSync(join(folder, 'b'))).toBe(false);
    const copy = join(folder, 'copy.backup');
    copyFileSync(file, copy);
    await backup(source.pool, keys, copy, { passphrase, force: true });
    await restore(target.ownerPool, keys, copy, { passphrase });
    expect(await wholeLog(target)).toEqual(await wholeLog(source));
  });
});

function firstChunkEnd(bytes: Buffer): number {
  const start = 'gridledger backup 1\n'.length + 16;
  return start + 4 + bytes.readUInt32BE(start);
}
